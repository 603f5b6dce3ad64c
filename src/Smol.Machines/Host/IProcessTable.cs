namespace Smol.Machines.Host;

/// <summary>The processes that run on this host.</summary>
public interface IProcessTable
{
    /// <summary>When a process began (see <see cref="ProcessIdentity.Started"/>), or null when it does not run or is a zombie.</summary>
    string? StartOf(int pid);

    /// <summary>Whether a process runs whose command line has this option with this value.</summary>
    bool IsRunWith(int pid, string option, string value);

    /// <summary>A process whose command line has this option with this value, or null when there is none.</summary>
    int? FindRunWith(string option, string value);

    /// <summary>What a process uses, or null when it does not run.</summary>
    ProcessUse? UseOf(int pid);

    /// <summary>The threads of a process; none where the host does not show them.</summary>
    IReadOnlyList<ThreadUse> ThreadsOf(int pid);
}
