using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Building.Stages;
using Smol.TestSupport;

namespace Smol.Building.Tests.Stages;

/// <summary>What an image runs, as this host's sh runs it.</summary>
public sealed class WorkloadScriptTests : IDisposable
{
    private static readonly Gen<string> Word = Gen.ListOf(Gen.Elements(
        "a", " ", "  ", "'", "\"", "\\", "$", "$HOME", "${x}", "$(id)", "`id`", "*", "?", "[a]", "~", "#", "!", "&", "|", ";", "<", ">", "(", ")", "{", "}", "\n", "\t", "\r", "=", "-", "%s", "\\n", "é", "日", "\u0001", "\u007f"))
        .Select(string.Concat);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Any_words_and_any_environment_arrive_as_they_are()
    {
        Gen<(string[] Words, string[] Entrypoint, string[] Values)> sample =
            from words in Gen.ListOf(Word)
            from entrypoint in Gen.ListOf(Word)
            from values in Gen.ListOf(Word)
            select (words.ToArray(), entrypoint.ToArray(), values.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(sample.ToArbitrary(), parts =>
        {
            var configuration = new ImageConfiguration
            {
                Entrypoint = ["sh", "-c", """printf '%s\0' "$@"; env -0 | grep -z ^WORKLOAD_""", "sh", .. parts.Entrypoint],
                Cmd = parts.Words,
                Environment = [.. parts.Values.Select((value, index) => new EnvironmentVariable($"WORKLOAD_{index}", value))],
            };
            string[] printed = Run(configuration).Split('\0')[..^1];
            string[] words = [.. parts.Entrypoint, .. parts.Words];
            // printf prints its format once even where there is nothing to print.
            if (words.Length == 0)
                words = [""];
            string[] variables = [.. parts.Values.Select((value, index) => $"WORKLOAD_{index}={value}")];
            return printed.SequenceEqual([.. words, .. printed[words.Length..]]) && printed[words.Length..].Order(StringComparer.Ordinal).SequenceEqual(variables.Order(StringComparer.Ordinal));
        }));
    }

    [Fact]
    public void Words_of_the_command_line_take_the_place_of_CMD_and_not_of_ENTRYPOINT()
    {
        var configuration = new ImageConfiguration { Entrypoint = ["printf", @"%s\0"], Cmd = ["from the file"] };
        Assert.Equal("from the file\0", Run(configuration));
        Assert.Equal("it's\0two words\0", Run(configuration, """'it'\''s' 'two words'"""));
    }

    [Fact]
    public void It_is_run_in_its_folder_and_its_status_is_left_to_shutdown()
    {
        string folder = _scratch["a folder"];
        Directory.CreateDirectory(folder);
        var configuration = new ImageConfiguration { Cmd = ["sh", "-c", "pwd; exit 7"], WorkingDirectory = folder };
        Assert.Equal($"{folder}\nstatus 7\n", Run(configuration, shutdown: "echo status $?"));
    }

    /// <summary>Runs the script without what only a guest has.</summary>
    private string Run(ImageConfiguration configuration, string? command = null, string shutdown = ":")
    {
        string script = WorkloadScript.Write(configuration, user: null, "test.smol")
            .Replace(". /etc/include/basicrc\n", command is null ? "" : $"CMD={ShellText.Quote(command)}\n", StringComparison.Ordinal)
            .Replace("echo 'smol: ready'\n", "", StringComparison.Ordinal)
            .Replace(". /etc/include/shutdown\n", shutdown + "\n", StringComparison.Ordinal);
        File.WriteAllText(_scratch["rc"], script);
        return Oracle.MustRun("sh", _scratch["rc"]);
    }
}
