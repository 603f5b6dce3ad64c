using Smol.Cli.Machines;
using Smol.Storage;

namespace Smol.Cli.Tests.Machines;

public sealed class NamedValuesTests
{
    [Theory]
    [InlineData("A=1", "A:1")]
    [InlineData("A=1,B=2", "A:1 B:2")]
    [InlineData("A=a,b,c", "A:a,b,c")]
    [InlineData("A=a,b,B=c,,d", "A:a,b B:c,,d")]
    [InlineData("A=", "A:")]
    [InlineData("A=,B=", "A: B:")]
    [InlineData("A=x=y", "A:x=y")]
    [InlineData("A=1,2=3", "A:1,2=3")]
    [InlineData("A=http://h/?a=1&b=2,", "A:http://h/?a=1&b=2,")]
    public void A_comma_divides_where_a_name_follows(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', NamedValues.ParseList(new(text, "-e")).Select(pair => $"{pair.Name}:{pair.Value}")));

    [Fact]
    public void One_is_never_divided() => Assert.Equal(new NamedText("A", "1,B=2"), NamedValues.Parse(new("A=1,B=2", "--env")));

    [Theory]
    [InlineData("A")]
    [InlineData("=1")]
    [InlineData("")]
    public void Without_a_name_it_is_an_error(string text) => Assert.Equal("-e", Assert.Throws<SmolException>(() => NamedValues.ParseList(new(text, "-e")).ToList()).Place);
}
