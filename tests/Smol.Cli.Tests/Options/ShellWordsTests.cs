using Smol.Cli.Options;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Cli.Tests.Options;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  a  b\tc ")]
    [InlineData("-device 'virtio,x=a b' \"c d\"'e'\\ f")]
    [InlineData("'' \"\" a''")]
    [InlineData("\"a\\\"b\\\\c\\d\" \\' '\\'")]
    [InlineData("a\\\\b")]
    public void Words_are_those_of_sh(string text)
    {
        string expected = Oracle.MustRun("sh", "-c", $"for word in {text}; do printf '[%s]' \"$word\"; done");
        Assert.Equal(expected, string.Concat(ShellWords.Split(text, "-x").Select(word => $"[{word}]")));
    }

    [Theory]
    [InlineData("$HOME `id` $(id) *", "[$HOME][`id`][$(id)][*]")]
    [InlineData("a;b|c&d<e>f", "[a;b|c&d<e>f]")]
    public void Nothing_is_expanded(string text, string expected) =>
        Assert.Equal(expected, string.Concat(ShellWords.Split(text, "-x").Select(word => $"[{word}]")));

    [Theory]
    [InlineData("'a")]
    [InlineData("a \"b")]
    public void A_quote_that_does_not_end_is_an_error(string text) => Assert.Equal("-x", Assert.Throws<SmolException>(() => ShellWords.Split(text, "-x")).Place);

    [Fact]
    public void What_is_joined_is_split_by_sh_and_by_us_into_the_same_words()
    {
        string[] words = ["", "a b", "it's", "\"", "\\", "$HOME", "`id`", "*", "a\nb", "-x", "é", "~"];
        string line = ShellWords.Join(words);
        Assert.Equal(words, ShellWords.Split(line, "x"));
        Assert.Equal(string.Concat(words.Select(word => $"[{word}]")), Oracle.MustRun("sh", "-c", $"for word in {line}; do printf '[%s]' \"$word\"; done"));
    }
}
