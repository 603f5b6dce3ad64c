using Smol.Machines.Host;
using Smol.Machines.Timing;

namespace Smol.Machines;

/// <summary>What a <see cref="MachineHost"/> needs from its caller.</summary>
public sealed record MachineHostOptions
{
    /// <summary>The folder of the machines.</summary>
    public required string Folder { get; init; }

    /// <summary>The journal of what happened to them: a file beside <see cref="Folder"/>.</summary>
    public string JournalPath => Path.TrimEndingDirectorySeparator(Folder) + ".events";

    /// <summary>The folder of the private networks, beside <see cref="Folder"/>.</summary>
    public string NetworksFolder => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Folder))!, "networks");

    /// <summary>A folder with a short path, for sockets whose path below <see cref="Folder"/> would be too long.</summary>
    public required string ShortFolder { get; init; }

    /// <summary>A file of the cache, to remember what was found out about this host.</summary>
    public required string HostMemoryPath { get; init; }

    /// <summary>Where programs are looked for: the variable PATH.</summary>
    public required string SearchPath { get; init; }

    /// <summary>The QEMU program that the user named, or null to look for one.</summary>
    public string? QemuPath { get; init; }

    /// <summary>The Firecracker program that the user named, or null to look for one.</summary>
    public string? FirecrackerPath { get; init; }

    /// <summary>The program and arguments of a process that calls <see cref="MachineHost.KeepLogAsync"/> for the machine whose name is added.</summary>
    public IReadOnlyList<string> LogKeeper { get; init; } = [];

    /// <summary>Hears what a user should know and is no error, one line each.</summary>
    public Action<string> Notice { get; init; } = _ => { };

    /// <summary>Hears of the moments of a start, when they are.</summary>
    public Action<BootMark> Mark { get; init; } = _ => { };

    /// <summary>How long steps may take.</summary>
    public MachinePatience Patience { get; init; } = new();

    /// <summary>The processes of this host.</summary>
    public IProcessTable Processes { get; init; } = ProcessTables.OfThisHost();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
