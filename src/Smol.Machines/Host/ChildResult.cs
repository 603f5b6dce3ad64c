using System.Text.RegularExpressions;

namespace Smol.Machines.Host;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code (128 and the signal's number when a signal ended it), or null when it was killed because its time was over.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed on standard error.</param>
internal sealed partial record ChildResult(int? ExitCode, string Output, string Errors)
{
    /// <summary>What it said last on standard error, without its name; of an abort, what it said before.</summary>
    public string LastWords
    {
        get
        {
            string? line = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .LastOrDefault(line => !line.Contains("Assertion `", StringComparison.Ordinal));
            return line is null ? "it ended without a word" : LeadingProgram().Replace(line, "");
        }
    }

    [GeneratedRegex(@"\A(\S*/)?qemu[a-z0-9_-]*: (error: )?")]
    private static partial Regex LeadingProgram();
}
