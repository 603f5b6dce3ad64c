namespace Smol.Machines.Host;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code (128 and the signal's number when a signal ended it), or null when it was killed because its time was over.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed on standard error.</param>
internal sealed record ChildResult(int? ExitCode, string Output, string Errors)
{
    /// <summary>The last line on standard error that says something, or null.</summary>
    public string? LastError => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
}
