namespace Smol.Machines.Host;

/// <summary>Questions that every process table answers the same way.</summary>
public static class ProcessTables
{
    /// <summary>The process table of the host that we run on.</summary>
    public static IProcessTable OfThisHost() => OperatingSystem.IsMacOS() ? new MacProcessTable() : new LinuxProcessTable("/proc");

    /// <summary>The identity of a process, or null when it does not run.</summary>
    public static ProcessIdentity? Identify(this IProcessTable processes, int pid) =>
        processes.StartOf(pid) is { } started ? new(pid, started) : null;

    /// <summary>Whether this very process still runs.</summary>
    public static bool IsAlive(this IProcessTable processes, ProcessIdentity process) => processes.StartOf(process.Pid) == process.Started;
}
