using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Smolerfiles.Ignoring;

public sealed class IgnoreRulesTests
{
    [Theory]
    // Docker's build context documentation, "Syntax" and "Matching".
    [InlineData("*/temp*", "somedir/temporary.txt", true)]
    [InlineData("*/temp*", "somedir/temp", true)]
    [InlineData("*/temp*", "somedir/subdir/temp", false)]
    [InlineData("*/*/temp*", "somedir/subdir/temporary.txt", true)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("temp?", "tempab", false)]
    [InlineData("/foo/bar", "foo/bar", true)]
    [InlineData("foo/bar/", "foo/bar", true)]
    [InlineData("./foo//bar/../baz", "foo/baz", true)]
    [InlineData("foo/bar", "foo/bar/baz", true)]
    [InlineData("foo", "a/foo", false)]
    [InlineData("**/*.go", "a.go", true)]
    [InlineData("**/*.go", "b/c/a.go", true)]
    [InlineData("**/foo", "foo", true)]
    [InlineData("**/foo", "a/b/foo", true)]
    [InlineData("**/foo", "a/bfoo", false)]
    [InlineData("**foo", "a/bfoo", true)]
    [InlineData("foo/**", "foo/a/b", true)]
    [InlineData("foo/**", "foo", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/xb", false)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("a**b", "ab", true)]
    [InlineData("a**b", "ax/b", true)]
    [InlineData("a**b", "axb", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("*", "a/b", true)]
    [InlineData("*.md\n!README.md", "README.md", false)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false)]
    [InlineData("a\n!a/b", "a/b/c", false)]
    [InlineData("a\n!a/b", "a/c", true)]
    [InlineData("# comment\n\n  x  ", "x", true)]
    [InlineData("  # x", "# x", true)]
    [InlineData("! x\nx", "x", true)]
    [InlineData("x\n! x", "x", false)]
    [InlineData(".", "a", false)]
    [InlineData("a.b", "aXb", false)]
    public void Patterns_leave_out_what_Docker_leaves_out(string patterns, string path, bool isIgnored) =>
        Assert.Equal(isIgnored, IgnoreRules.Parse(".dockerignore", patterns).Ignores(path));

    [Theory]
    [InlineData("a\n[b", ".dockerignore:2")]
    [InlineData("!", ".dockerignore:1")]
    [InlineData("a\\", ".dockerignore:1")]
    [InlineData("[]a]", ".dockerignore:1")]
    [InlineData("[a-]", ".dockerignore:1")]
    public void A_pattern_that_is_none_is_an_error_with_its_line(string patterns, string place) =>
        Assert.Equal(place, Assert.Throws<SmolException>(() => IgnoreRules.Parse(".dockerignore", patterns)).Place);

    /// <summary>Docker's own implementation makes such a regular expression of a pattern.</summary>
    [Fact]
    public void Patterns_match_as_the_regular_expression_that_Docker_documents()
    {
        Gen<string> patterns = Gen.Elements("a", "b", "/", "*", "**", "**/", "?", "[ab]", "[^a]", "\\*", ".").NonEmptyListOf().Select(list => string.Concat(list.Take(7)));
        Gen<string> paths = Gen.Elements("a", "b", "*", ".", "c").NonEmptyListOf().Select(list => string.Concat(list.Take(3))).NonEmptyListOf().Select(list => string.Join('/', list.Take(4)));
        Prop.ForAll(patterns.ToArbitrary(), paths.ToArbitrary(), (pattern, path) =>
        {
            PathRule? rule = PathRule.Parse(pattern);
            return rule is null || pattern.TrimStart('/').StartsWith("**", StringComparison.Ordinal) || pattern.Split('/').Any(name => name is "." or "..")
                || rule.Matches(path) == Regex.IsMatch(path, Expression(pattern));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(3000, 100_000)));
    }

    [Fact]
    public void The_file_beside_the_SMOLerfile_wins()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["context"]);
        File.WriteAllText(scratch["context/.dockerignore"], "a");
        Assert.True(IgnoreRules.Load(scratch["context"], scratch["web.smol"]).Ignores("a"));
        File.WriteAllText(scratch["web.smol.dockerignore"], "b");
        IgnoreRules rules = IgnoreRules.Load(scratch["context"], scratch["web.smol"]);
        Assert.Equal((false, true), (rules.Ignores("a"), rules.Ignores("b")));
        Assert.Same(IgnoreRules.None, IgnoreRules.Load(scratch["none"], scratch["x"]));
    }

    private static string Expression(string pattern)
    {
        string clean = string.Join('/', pattern.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var text = new StringBuilder(@"\A");
        for (int at = 0; at < clean.Length; at++)
        {
            string rest = clean[at..];
            if (rest.StartsWith("**", StringComparison.Ordinal))
            {
                at += rest.StartsWith("**/", StringComparison.Ordinal) ? 2 : 1;
                text.Append(at == clean.Length - 1 ? ".*" : "(.*/)?");
            }
            else if (rest[0] == '[')
            {
                int end = rest.IndexOf(']', StringComparison.Ordinal);
                text.Append(rest.AsSpan(0, end + 1));
                at += end;
            }
            else if (rest[0] == '\\')
                text.Append(Regex.Escape(clean[++at].ToString()));
            else
                text.Append(rest[0] switch { '*' => "[^/]*", '?' => "[^/]", char letter => Regex.Escape(letter.ToString()) });
        }
        return text.Append(@"\z").ToString();
    }
}
