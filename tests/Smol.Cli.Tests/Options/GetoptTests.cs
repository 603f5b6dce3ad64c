using Smol.Cli.Options;
using Smol.Storage;

namespace Smol.Cli.Tests.Options;

public sealed class GetoptTests
{
    private static readonly GetoptOption[] Table =
    [
        new('p', "publish", "PORTS", ""),
        new('d', "detach", null, ""),
        new('P', "pty", null, ""),
        new('\0', "name", "NAME", ""),
    ];

    [Theory]
    [InlineData("-p ::8080-:80 image")]
    [InlineData("-p::8080-:80 image")]
    [InlineData("image -p ::8080-:80")]
    [InlineData("--publish ::8080-:80 image")]
    [InlineData("image --publish=::8080-:80")]
    public void A_value_can_be_joined_or_apart_before_or_after_the_operand(string line)
    {
        Getopt parsed = Parse(line);
        Assert.Equal("::8080-:80", parsed.Last("publish"));
        Assert.Equal(["image"], parsed.Operands);
    }

    [Fact]
    public void Letters_can_be_bundled_and_the_last_takes_a_value()
    {
        Getopt parsed = Parse("-dPp 80:80 -p 81:81");
        Assert.True(parsed.Has("detach") && parsed.Has("pty"));
        Assert.Equal(["80:80", "81:81"], parsed.All("publish"));
        Assert.False(parsed.Has("name"));
    }

    [Fact]
    public void Two_dashes_end_the_options_and_values_are_taken_as_they_are()
    {
        Getopt parsed = Parse("--name @x -p -d image -- -p x");
        Assert.Equal("@x", parsed.Last("name"));
        Assert.Equal("-d", parsed.Last("publish"));
        Assert.Equal(["-p", "x"], parsed.Rest);
    }

    [Theory]
    [InlineData("-x", "-x")]
    [InlineData("--nope", "--nope")]
    [InlineData("image -p", "-p")]
    [InlineData("--name", "--name")]
    [InlineData("--detach=yes", "--detach")]
    public void What_is_not_in_the_table_is_an_error_with_its_name(string line, string place) =>
        Assert.Equal(place, Assert.Throws<SmolException>(() => Parse(line)).Place);

    private static Getopt Parse(string line) => Getopt.Parse(Table, line.Split(' '));
}
