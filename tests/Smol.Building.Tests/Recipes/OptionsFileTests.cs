using Smol.Building.Recipes;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes;

public sealed class OptionsFileTests
{
    /// <summary>Fragments whose variable X has the same value here and in NetBSD's make.</summary>
    public static TheoryData<string> Fragments { get; } =
    [
        "X=1\n",
        "X =  a b  \n",
        "X=a # comment\n",
        "X=a\\#b\n",
        "# only a comment\nX=1\n",
        "X=1\nX?=2\n",
        "X?=2\n",
        "X=1\nX+=2\n",
        "X+=2\n",
        "A=1\nX=${A}\nA=2\n",
        "A=1\nX:=${A}\nA=2\n",
        "A=1\nX=$(A)-${A}\n",
        "X=${NONE}x\n",
        "X=a \\\n   b \\\n c\n",
        "A=x\nX=${A}.tar ${A}.tgz\n",
        "X=a=b\n",
        "X=$$HOME\n",
        "A=1\nX=${A}\nX+=${A}\n",
        "A=b\nX:=$A\n",
        "X=\"a b\" 'c'\n",
        "\n\nX=1\n\n",
        "X=\n",
    ];

    [Theory]
    [MemberData(nameof(Fragments))]
    public void A_fragment_means_what_make_takes_it_to_mean(string fragment)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["options.mk"], fragment);
        string expected = Oracle.MustRun("bmake", "-r", "-f", scratch["options.mk"], "-v", "X").TrimEnd('\n');

        var variables = new MakeVariables(new Dictionary<string, string>());
        OptionsFile.Apply(scratch["options.mk"], variables);

        Assert.Equal(expected, variables.Get("X") ?? "");
    }

    [Fact]
    public void The_command_line_wins_over_every_file()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["options.mk"], "X=file\nX+=more\nY=${X}\n");
        var variables = new MakeVariables(new Dictionary<string, string> { ["X"] = "line" });
        OptionsFile.Apply(scratch["options.mk"], variables);
        Assert.Equal("line", variables.Get("Y"));
    }

    [Theory]
    [InlineData("X=1\n.include \"other.mk\"\n", 2)]
    [InlineData("X=1\n\nall:\n", 3)]
    [InlineData("A=1\nX:=${A\n", 2)]
    [InlineData("X:=${A:M*}\n", 1)]
    [InlineData("A=\\\n1\nX:=$\n", 3)]
    public void What_is_not_understood_is_an_error_with_its_line(string fragment, int line)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["options.mk"], fragment);
        var failure = Assert.Throws<SmolException>(() => OptionsFile.Apply(scratch["options.mk"], new(new Dictionary<string, string>())));
        Assert.Equal($"{scratch["options.mk"]}:{line}", failure.Place);
    }

    [Fact]
    public void A_variable_that_refers_to_itself_is_an_error()
    {
        var variables = new MakeVariables(new Dictionary<string, string>());
        variables.Assign("A", AssignmentOperator.Set, "${B}");
        variables.Assign("B", AssignmentOperator.Set, "${A}");
        Assert.Throws<FormatException>(() => variables.Get("A"));
    }
}
