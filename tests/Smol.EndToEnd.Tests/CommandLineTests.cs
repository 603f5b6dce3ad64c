namespace Smol.EndToEnd.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Help_has_examples_and_goes_to_standard_output()
    {
        Assert.Contains("smol build hello", _smol.MustRun("--help"), StringComparison.Ordinal);
        Assert.Contains("smol images --format json", _smol.MustRun("images", "--help"), StringComparison.Ordinal);
        Assert.Contains("Usage", _smol.MustRun(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_version_is_one_line() => Assert.Matches(@"\A\d+\.\d+\.\d+\n\z", _smol.MustRun("--version"));

    [Theory]
    [InlineData("biuld", 1)]
    [InlineData("images --colour", 1)]
    [InlineData("images --format xml", 1)]
    [InlineData("run --colour x", 125)]
    [InlineData("run", 125)]
    [InlineData("run nothing-here", 125)]
    public void A_wrong_word_is_a_sentence_on_standard_error(string line, int code)
    {
        SmolResult result = _smol.Run(line.Split(' '));
        Assert.Equal(code, result.Code);
        Assert.Empty(result.Output);
        Assert.StartsWith("smol: ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image ls nothing-here.img", 1)]
    [InlineData("run nothing-here", 125)]
    public void Debug_before_a_command_shows_where_its_error_came_from(string line, int code)
    {
        SmolResult plain = _smol.Run(line.Split(' '));
        SmolResult debug = _smol.Run(["--debug", .. line.Split(' ')]);
        Assert.Equal(code, debug.Code);
        Assert.StartsWith(plain.Errors, debug.Errors, StringComparison.Ordinal);
        Assert.Contains("   at Smol.", debug.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void No_escape_sequence_is_printed_where_there_is_no_terminal()
    {
        SmolResult result = _smol.Run("images");
        Assert.DoesNotContain('\e', result.Output + result.Errors + _smol.Run("nope").Errors);
    }

    [Fact]
    public void An_empty_store_is_an_empty_list() => Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
}
