using System.Text.RegularExpressions;
using Smol.Building.Recipes.Make;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Make;

public sealed partial class MakefileReaderTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recipes", "Make");

    /// <summary>Makefiles whose first line names the variables to compare.</summary>
    public static TheoryData<string> Fragments { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "Fragments"), "*.mk").Select(path => Path.GetFileName(path)!).Order()];

    /// <summary>Makefiles whose first line says what is wrong: <c>error LINE:COLUMN text</c>, or <c>outside</c> where bmake takes it.</summary>
    public static TheoryData<string> Errors { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "Errors"), "*.mk").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Fragments))]
    public void A_makefile_means_what_make_takes_it_to_mean(string file)
    {
        string path = Path.Combine(Folder, "Fragments", file);
        string[] names = File.ReadLines(path).First()["# check: ".Length..].Split(' ');
        string[] expected = BmakeOracle.Values(path, names, "CMD=line", "CMD2=line2");

        MakeVariables variables = NewVariables(Path.GetDirectoryName(path)!, new() { ["CMD"] = "line", ["CMD2"] = "line2" });
        new MakefileReader(variables).Read(path);

        Assert.Equal(names.Zip(expected), names.Select(name => (name, variables.Get(name) ?? "")));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_is_not_understood_is_an_error_with_its_place(string file)
    {
        string path = Path.Combine(Folder, "Errors", file);
        Match expected = Heading().Match(File.ReadLines(path).First());
        var failure = Assert.Throws<SmolException>(() => new MakefileReader(NewVariables(Path.GetDirectoryName(path)!, [])).Read(path));
        Assert.Equal($"{path}:{expected.Groups["place"].Value}", failure.Place);
        Assert.Contains(expected.Groups["text"].Value, failure.Problem, StringComparison.Ordinal);
        Assert.Equal(expected.Groups["kind"].Value == "error", BmakeOracle.Refuses(path));
    }

    [Fact]
    public void Messages_are_kept_with_their_place()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["options.mk"], "A=1\n.info A is ${A}\n.warning careful\n");
        var reader = new MakefileReader(NewVariables(scratch.Folder, []));
        reader.Read(scratch["options.mk"]);
        Assert.Equal([$"{scratch["options.mk"]}:2: A is 1", $"{scratch["options.mk"]}:3: careful"], reader.Notes.Select(note => note.ToString()));
        Assert.Equal([false, true], reader.Notes.Select(note => note.IsWarning));
    }

    [Theory]
    [InlineData("A0=x\n", "A{1}=${{A{0}}}${{A{0}}}\n", 60)]
    [InlineData("", "A{1}=${{A{0}}}${{A{0}}}\n", 60)]
    [InlineData("A=x\n", "A:=${{A}}${{A}}\n", 60)]
    [InlineData("A=x\n", "A+=${{A:U${{A}}}}\n", 1)]
    [InlineData("A0=x\n", "A{1}=${{A{0}}}\n", 5000)]
    [InlineData("", ".for a in 1 2 3 4 5 6 7 8 9 10\n", 12)]
    [InlineData("A=", "${{:U", 5000)]
    [InlineData(".if ", "(", 5000)]
    [InlineData(".if 1\n", ".if 0\n", 5000)]
    [InlineData("A=x\n", ".include \"options.mk\"\n", 1)]
    public void What_would_take_for_ever_is_an_error(string begin, string repeated, int count)
    {
        using var scratch = new Scratch();
        string lines = string.Concat(Enumerable.Range(0, count).Select(index => string.Format(System.Globalization.CultureInfo.InvariantCulture, repeated, index, index + 1)));
        string ends = repeated.StartsWith(".for", StringComparison.Ordinal) ? "A+=x\n" + string.Concat(Enumerable.Repeat(".endfor\n", count)) : "\n";
        File.WriteAllText(scratch["options.mk"], begin + lines + ends);
        MakeVariables variables = NewVariables(scratch.Folder, []);
        Assert.Throws<SmolException>(() =>
        {
            new MakefileReader(variables).Read(scratch["options.mk"]);
            return variables.Get($"A{count}") ?? variables.Get("A");
        });
    }

    [Theory]
    [InlineData("M", "*a", "b}", "")]
    [InlineData("N", "*a", "b}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [InlineData("C/", "(a*)*", "b/x/}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [InlineData("C/", "(a|aa)+", "!/x/g}", "x")]
    public void A_pattern_that_can_match_in_many_ways_takes_no_longer(string begin, string repeated, string end, string expected)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["options.mk"], "A=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\nX=${A:" + begin + string.Concat(Enumerable.Repeat(repeated, 20)) + end + "\n");
        MakeVariables variables = NewVariables(scratch.Folder, []);
        new MakefileReader(variables).Read(scratch["options.mk"]);
        Assert.Equal(expected, variables.Get("X"));
    }

    [Fact]
    public void There_are_enough_fragments() => Assert.InRange(Fragments.Count, 60, int.MaxValue);

    private static MakeVariables NewVariables(string folder, Dictionary<string, string> commandLine) => new(commandLine, BmakeEnvironment.Variables, folder);

    [GeneratedRegex(@"\A# (?<kind>error|outside) (?<place>[0-9:]+) (?<text>.*)\z")]
    private static partial Regex Heading();
}
