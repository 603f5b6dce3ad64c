using Smol.Machines.Networks;
using Smol.Storage;

namespace Smol.Machines.Tests.Networks;

public sealed class SubnetTests
{
    [Theory]
    [InlineData("10.83.0.0/24", "10.83.0.1/24", "10.83.0.254/24", 254)]
    [InlineData("192.168.7.8/29", "192.168.7.9/29", "192.168.7.14/29", 6)]
    [InlineData("172.16.0.0/16", "172.16.0.1/16", "172.16.255.254/16", 65534)]
    public void Machines_have_all_addresses_but_the_first_and_the_last(string text, string first, string last, int count)
    {
        string[] addresses = [.. Subnet.Parse(text).Addresses()];
        Assert.Equal((first, last, count), (addresses[0], addresses[^1], addresses.Distinct().Count()));
    }

    [Theory]
    [InlineData("10.83.0.1/24", "did you mean 10.83.0.0/24")]
    [InlineData("10.83.0.0", "10.83.0.0/24")]
    [InlineData("10.83/16", "10.83.0.0/24")]
    [InlineData("10.83.0.0/30", "from 16 to 29")]
    [InlineData("10.0.0.0/8", "from 16 to 29")]
    [InlineData("fd00::/24", "10.83.0.0/24")]
    [InlineData("10.83.0.0/24/24", "10.83.0.0/24")]
    [InlineData("10.0.2.128/25", "10.83.0.0/16")]
    [InlineData("10.0.0.0/16", "10.83.0.0/16")]
    [InlineData("127.0.0.0/16", "10.83.0.0/16")]
    [InlineData("239.255.0.0/24", "10.83.0.0/16")]
    public void What_can_not_be_is_said_with_what_can(string text, string hint)
    {
        var failure = Assert.Throws<SmolException>(() => Subnet.Parse(text));
        Assert.Contains(hint, failure.Hint);
        Assert.Equal(text, failure.Place);
    }

    [Fact]
    public void Those_of_the_pool_do_not_overlap_and_can_be_read_back()
    {
        Subnet[] pool = [.. Subnet.Pool];
        Assert.Equal(256, pool.Length);
        foreach (Subnet subnet in pool)
        {
            Assert.Equal(subnet, Subnet.Parse(subnet.ToString()));
            Assert.Single(pool, subnet.Overlaps);
        }
    }

    [Theory]
    [InlineData("10.83.0.0/24", "10.83.0.0/24", true)]
    [InlineData("10.83.0.0/24", "10.83.0.128/25", true)]
    [InlineData("10.83.0.128/25", "10.83.0.0/16", true)]
    [InlineData("10.83.0.0/24", "10.83.1.0/24", false)]
    [InlineData("10.83.0.0/25", "10.83.0.128/25", false)]
    public void Two_overlap_when_one_holds_the_other(string one, string other, bool expected)
    {
        Assert.Equal(expected, Subnet.Parse(one).Overlaps(Subnet.Parse(other)));
        Assert.Equal(expected, Subnet.Parse(other).Overlaps(Subnet.Parse(one)));
    }

    [Fact]
    public void A_hardware_address_tells_the_length_and_the_address() =>
        Assert.Equal("5a:18:0a:53:00:fe", HardwareAddress.Of("10.83.0.254/24"));
}
