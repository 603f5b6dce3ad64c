using Smol.Building.Composition;
using Smol.Storage;

namespace Smol.Building.Tests.Composition;

public sealed class SetReferenceTests
{
    [Theory]
    [InlineData("base", "base", false)]
    [InlineData("base.tar.xz", "base.tar.xz", false)]
    [InlineData("comp:/usr/bin/strip", "comp", false, "/usr/bin/strip")]
    [InlineData("comp:/usr/bin/strip:/usr/libexec/*", "comp", false, "/usr/bin/strip", "/usr/libexec/*")]
    [InlineData("comp:usr/a:b", "comp", false, "usr/a:b")]
    [InlineData("./my.tar", "./my.tar", true)]
    [InlineData("/sets/comp.tgz:/etc", "/sets/comp.tgz", true, "/etc")]
    public void A_word_is_a_name_or_a_path_and_patterns(string word, string name, bool isPath, params string[] patterns)
    {
        SetReference set = SetReference.Parse(word);
        Assert.Equal((name, isPath), (set.Name, set.IsPath));
        Assert.Equal(patterns, set.Part.Select(pattern => pattern.Text));
        Assert.Equal(word, set.ToString());
    }

    [Theory]
    [InlineData(":/usr/bin")]
    [InlineData("comp:")]
    [InlineData("comp:/a:/")]
    [InlineData("comp:/../etc")]
    [InlineData("https://example.org/base.tar.xz")]
    public void What_is_no_set_is_refused_by_its_word(string word) => Assert.Contains(Assert.Throws<SmolException>(() => SetReference.Parse(word)).Place!, word, StringComparison.Ordinal);
}
