namespace Smol.Cli;

/// <summary>What <c>smol</c> ends with, besides 0 and the status of a guest.</summary>
internal static class ExitCodes
{
    /// <summary>The command failed, and said why.</summary>
    public const int Failed = 1;

    /// <summary>timeout(1)'s 124: the time that a machine was given is over.</summary>
    public const int TimedOut = 124;

    /// <summary>docker's 125: the machine could not be started.</summary>
    public const int RunFailed = 125;

    /// <summary>The shell's 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
