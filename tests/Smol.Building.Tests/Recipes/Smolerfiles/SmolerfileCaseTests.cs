using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Parsing;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Smolerfiles;

public sealed class SmolerfileCaseTests
{
    private static readonly Dictionary<string, SmolerfileCase> All = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Recipes", "Smolerfiles", "Cases"), "*.txt")
        .SelectMany(path => SmolerfileCase.Load(path).Select(item => (Name: $"{Path.GetFileNameWithoutExtension(path)}/{item.Name}", Case: item)))
        .ToDictionary(item => item.Name, item => item.Case);

    public static TheoryData<string> Cases { get; } = [.. All.Keys.Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_becomes_what_its_case_says(string name) => Assert.Equal(All[name].Expected, All[name].Render());

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_printed_is_read_as_the_same(string name)
    {
        Smolerfile read = All[name].Read();
        if (read.Syntax.Flattened.Any(instruction => instruction is InvalidInstruction) || read.Diagnostics.Any(finding => finding.Rule == DiagnosticRule.UnterminatedHeredoc))
            return; // what is no instruction is not printed
        string printed = InstructionPrinter.Print(read.Syntax);
        SmolerfileSyntax again = new SmolerfileReader(new(), null, read.Dialect).Read("again", System.Text.Encoding.UTF8.GetBytes(printed));
        Assert.Equal(Texts(read.Syntax), Texts(again));
    }

    /// <summary>The instructions without their places.</summary>
    internal static string[] Texts(SmolerfileSyntax syntax) => [.. syntax.Instructions.Select(instruction => JsonLines.Line(SyntaxJson.Of(instruction), "at"))];

    [Fact]
    public void Every_finding_shows_its_line_with_a_mark()
    {
        Smolerfile read = Smolerfile.Read("Dockerfile.x", "FROM base,etc\n\tCOPY --chwon=a \\\n  b c\n"u8, new());
        Diagnostic finding = Assert.Single(read.Diagnostics);
        Assert.Equal(
            ["Dockerfile.x:2:7: error: COPY has no flag --chwon [UnknownFlag]", "    \tCOPY --chwon=a \\", "    \t     ^~~~~~~~~", "    did you mean --chown?"],
            finding.Lines());
    }

    [Fact]
    public void A_place_is_right_behind_joined_lines()
    {
        Smolerfile read = Smolerfile.Read("f", "FROM base,etc\nCOPY a \\\n# no\n  b ${x!} \\\n  /c/\n"u8, new());
        SourceSpan span = Assert.Single(read.Diagnostics).Span;
        Assert.Equal((4, 5), (span.Line, span.Column));
    }

    [Fact]
    public void The_first_error_and_the_number_of_others_are_thrown()
    {
        var failure = Assert.Throws<Smol.Storage.SmolException>(() => Smolerfile.Read("f", "FROM base,etc\nRUNN a\nCOPPY b\n"u8, new()).Require());
        Assert.Equal("f:2:1", failure.Place);
        Assert.Equal("did you mean RUN?; 'smol lint f' tells the other 1", failure.Hint);
    }

    [Theory]
    [InlineData("RUN for i in a b; do printf '%s ' \\$i \"$y\"; done", "a 1 b 1 ")]
    [InlineData("RUN x=2; echo \\$x ${x:-unset} '$y'", "2 unset 1\n")]
    [InlineData("RUN <<EOF\necho \"\\$y\" \\\\\\$y\nEOF", "1 $y\n")]
    public void The_text_of_RUN_in_smolBSDs_dialect_is_for_the_shell_what_it_is_inside_double_quotes(string run, string expected)
    {
        Smolerfile read = Smolerfile.Read("f", System.Text.Encoding.UTF8.GetBytes($"FROM base,etc\n{run}\n"), new() { Dialect = SmolerfileDialect.SmolBsd });
        RunStep step = Assert.Single(read.Require().Target.Steps.OfType<RunStep>());
        Assert.Equal(expected, Oracle.MustRun("env", ["y=1", .. step.Arguments]));
    }

    [Fact]
    public void There_are_enough_cases() => Assert.InRange(Cases.Count, 150, int.MaxValue);
}
