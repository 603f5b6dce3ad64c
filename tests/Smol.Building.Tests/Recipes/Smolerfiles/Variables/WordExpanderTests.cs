using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Smolerfiles.Variables;

public sealed class WordExpanderTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["a"] = "alpha", ["e"] = "", ["p"] = "/usr/pkg/bin", ["f"] = "name.tar.gz", ["d"] = "x--x-y", ["s"] = "q*r?s", ["n1"] = "aaa",
    };

    private static readonly string[] Names = ["a", "e", "p", "f", "d", "s", "n1", "unset"];

    /// <summary>Texts that Docker's reference promises to mean what they mean to a shell.</summary>
    private static Gen<string> Texts(int depth)
    {
        Gen<string> letters = Gen.Elements("x", "/", "-", ".", "yz", "1", ":", "=", "aa", "é");
        Gen<string> escaped = Gen.Elements("\\$", "\\\\", "\\\"", "\\'", "\\x", "'single $a \\x'", "\"double ' \\$ \\\\ \"", "'\"'", "\"\"");
        Gen<string> plain = Gen.Elements(Names).Select(name => "$" + name).Or(Gen.Elements(Names).Select(name => $"${{{name}}}"));
        if (depth == 0)
            return Gen.OneOf(letters, escaped, plain);
        Gen<string> inner = Few(0, 3, Texts(depth - 1));
        Gen<string> choice = from name in Gen.Elements(Names) from kind in Gen.Elements(":-", "-", ":+", "+") from word in inner select $"${{{name}{kind}{word}}}";
        Gen<string> trimmed = from name in Gen.Elements(Names) from kind in Gen.Elements("#", "##", "%", "%%") from pattern in Patterns() select $"${{{name}{kind}{pattern}}}";
        Gen<string> replaced = from name in Gen.Elements(Names) from kind in Gen.Elements("/", "//") from pattern in Patterns() from word in Gen.Elements("", "R", "-", "new")
                               select $"${{{name}{kind}{pattern}/{word}}}";
        return Gen.OneOf(letters, escaped, plain, choice, trimmed, replaced);
    }

    /// <summary>Patterns without brackets, which are no patterns to Docker, and without a slash, which would end one.</summary>
    private static Gen<string> Patterns() => Few(1, 4, Gen.Elements("*", "?", "a", "x", "-", ".", "tar", "l", "\\*", "\\?", "bin", "al"));

    /// <summary>A few parts in a row. To filter longer lists out would try again with longer ones still, now and then for hours.</summary>
    private static Gen<string> Few(int least, int most, Gen<string> part) =>
        from count in Gen.Choose(least, most) from parts in part.ListOf(count) select string.Concat(parts);

    [Fact]
    public void Variables_and_quotes_mean_what_they_mean_to_bash()
    {
        string bash = Oracle.Find("bash");
        string[] texts = [.. Few(1, 4, Texts(2)).Where(IsAlike).Sample(TestCount.Of(1500, 30_000), 12).Distinct()];
        using var scratch = new Scratch();
        string script = string.Concat(Values.Select(pair => $"{pair.Key}={Quote(pair.Value)}\n")) + string.Concat(texts.Select(text => $"v={text}; printf '%s\\0' \"$v\"\n"));
        File.WriteAllText(scratch["script"], script);
        string[] expected = Oracle.MustRun(bash, "--noprofile", "--norc", scratch["script"]).Split('\0')[..^1];
        Assert.Equal(texts.Length, expected.Length);
        for (int index = 0; index < texts.Length; index++)
        {
            string actual = new WordExpander(texts[index], '\\', ExpansionForm.Word, Values.GetValueOrDefault, new()).Run().Text;
            Assert.True(expected[index] == actual, $"{texts[index]} is '{expected[index]}' to bash, and '{actual}' here");
        }
    }

    [Theory]
    [InlineData("${x//a*/", "}")]
    [InlineData("${x##*a*a*a*a*a*a*a*a*b", "}")]
    [InlineData("${x/*a*a*a*a*a*a*a*a*b/c", "}")]
    public void A_pattern_that_can_match_in_many_ways_takes_no_longer(string begin, string end)
    {
        string value = new('a', 200_000);
        ExpandedText expanded = new WordExpander(begin + end, '\\', ExpansionForm.Word, _ => value, new()).Run();
        Assert.InRange(expanded.Text.Length, 0, value.Length);
    }

    [Fact]
    public void Substitutions_inside_each_other_end()
    {
        string text = string.Concat(Enumerable.Repeat("${x:-", 100_000));
        Assert.Throws<ExpansionException>(() => new WordExpander(text, '\\', ExpansionForm.Word, _ => null, new()).Run());
    }

    /// <summary>
    /// Docker and bash are not alike in braces inside quotes, in a tilde, where an empty pattern is replaced, and in letters beyond ASCII, which are
    /// Docker's in a name; and bash 5.2 replaces nothing by a pattern that begins with <c>*</c> and ends with <c>\*</c>.
    /// </summary>
    private static bool IsAlike(string text) =>
        !System.Text.RegularExpressions.Regex.IsMatch(text, @"\$\w*é|/\*[^/]*\\\*/") && !text.Contains("{e/", StringComparison.Ordinal)
        && !text.Contains("{unset/", StringComparison.Ordinal) && !text.Contains('~', StringComparison.Ordinal);

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
