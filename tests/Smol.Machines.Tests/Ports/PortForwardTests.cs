using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Tests.Ports;

public sealed class PortForwardTests
{
    [Theory]
    [InlineData("8080:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("127.0.0.1:8080:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("0.0.0.0:8080:80", "tcp:0.0.0.0:8080-:80")]
    [InlineData("8080:80/udp", "udp:127.0.0.1:8080-:80")]
    [InlineData("127.0.0.1:8080:80/tcp", "tcp:127.0.0.1:8080-:80")]
    [InlineData("udp:53:53", "udp:127.0.0.1:53-:53")]
    [InlineData("udp:10.0.0.1:53:53", "udp:10.0.0.1:53-:53")]
    [InlineData(":8080:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("::8080-:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("tcp::8080-:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("udp:192.168.1.2:5353-10.0.2.15:53", "udp:192.168.1.2:5353-10.0.2.15:53")]
    [InlineData("8080-:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("127.0.0.1:8080-:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("tcp:8080-:80", "tcp:127.0.0.1:8080-:80")]
    [InlineData("0:80", "tcp:127.0.0.1:0-:80")]
    [InlineData("[::1]:8080:80", "tcp:[::1]:8080-:80")]
    [InlineData("tcp:[::]:8080-[fec0::15]:80", "tcp:[::]:8080-[fec0::15]:80")]
    public void Both_forms_are_read_and_bind_to_loopback_unless_told_otherwise(string text, string meaning) =>
        Assert.Equal(meaning, PortForward.Parse(text).ToString());

    [Fact]
    public void A_list_has_commas() =>
        Assert.Equal(["tcp:127.0.0.1:8080-:80", "udp:127.0.0.1:53-:53"], PortForward.ParseList("8080:80,udp::53-:53").Select(forward => forward.ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8080:")]
    [InlineData(":80")]
    [InlineData("8080:80:")]
    [InlineData("8080:0")]
    [InlineData("65536:80")]
    [InlineData("8080:65536")]
    [InlineData("-1:80")]
    [InlineData("+8080:80")]
    [InlineData(" 8080:80")]
    [InlineData("8080-80")]
    [InlineData("8080-")]
    [InlineData("8080-::80")]
    [InlineData("sctp:1.2.3.4:8080-:80")]
    [InlineData("localhost:8080:80")]
    [InlineData("1.2.3:8080:80")]
    [InlineData("1.2.3.256:8080:80")]
    [InlineData("::1:8080:80")]
    [InlineData("[::1:8080:80")]
    [InlineData("::1]:8080:80")]
    [InlineData("[[::1]]:8080:80")]
    [InlineData("[1.2.3.4]:8080:80")]
    [InlineData("[]:8080:80")]
    [InlineData("tcp:tcp:1.2.3.4:8080:80")]
    [InlineData("8080:80/sctp")]
    [InlineData("8080:80/")]
    [InlineData("tcp:8080:80/udp")]
    [InlineData("8080:80,")]
    public void What_is_none_is_an_error_with_its_place_and_the_forms_there_are(string text)
    {
        var failure = Assert.Throws<SmolException>(() => PortForward.ParseList(text));
        Assert.Equal($"port forward '{text.Split(',')[^1]}'", failure.Place);
        Assert.Contains("hostport", failure.Hint);
    }

    [Fact]
    public void Every_port_forward_is_read_back_from_its_text()
    {
        Gen<IPAddress> four = Gen.Choose(0, int.MaxValue).Select(bits => new IPAddress((uint)bits));
        Gen<IPAddress> six = Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 16).Select(bytes => new IPAddress(bytes));
        Gen<PortForward> forwards =
            from protocol in Gen.Elements(PortProtocol.Tcp, PortProtocol.Udp)
            from host in Gen.OneOf(four, six)
            from hostPort in Gen.Choose(0, 65535)
            from guest in Gen.OneOf(four.Select(address => (IPAddress?)address), Gen.Constant<IPAddress?>(null))
            from guestPort in Gen.Choose(1, 65535)
            select new PortForward(protocol, host, hostPort, guest, guestPort);
        Prop.ForAll(forwards.ToArbitrary(), forward => PortForward.Parse(forward.ToString()) == forward).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_breaks_the_parser()
    {
        Gen<string> texts = Gen.Elements("tcp", "udp", ":", "-", "[", "]", "/", ",", "80", "0", "::1", "1.2.3.4", "99999", "x", " ", "%")
            .ListOf().Select(parts => string.Concat(parts));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            try
            {
                return PortForward.ParseList(text).Count > 0;
            }
            catch (SmolException failure)
            {
                return failure.Hint is not null;
            }
        }).QuickCheckThrowOnFailure();
    }
}
