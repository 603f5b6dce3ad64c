using Smol.Guests;
using Smol.Machines.Host;
using Smol.Machines.Ports;

namespace Smol.Machines;

/// <summary>What a machine is made of. It never changes; what happens to the machine is elsewhere.</summary>
public sealed record MachineSpec
{
    /// <summary>Its name, or null to have one made from <see cref="ImageReference"/>.</summary>
    public string? Name { get; init; }

    /// <summary>What the user called the image.</summary>
    public required string ImageReference { get; init; }

    /// <summary>The disk image's file.</summary>
    public required string ImagePath { get; init; }

    /// <summary>The name of the partition in the image that the root filesystem is in.</summary>
    public required string Partition { get; init; }

    /// <summary>The operating system in the image.</summary>
    public required GuestKind Guest { get; init; }

    /// <summary>What its virtual CPUs are.</summary>
    public MachineArchitecture Architecture { get; init; } = MachineArchitecture.Amd64;

    /// <summary>The kernel's file.</summary>
    public required string KernelPath { get; init; }

    /// <summary>The initial RAM disk's file, for a Linux guest.</summary>
    public string? InitrdPath { get; init; }

    /// <summary>Where the kernel has its console.</summary>
    public ConsoleKind Console { get; init; } = ConsoleKind.Com;

    /// <summary>Arguments for the kernel after our own. NetBSD gets <c>-z</c> (be quiet) when there are none.</summary>
    public IReadOnlyList<string> KernelArguments { get; init; } = [];

    /// <summary>Memory in MiB.</summary>
    public int MemoryMiB { get; init; } = 256;

    /// <summary>Number of virtual CPUs.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Ports of the host that lead to the guest.</summary>
    public IReadOnlyList<PortForward> Forwards { get; init; } = [];

    /// <summary>Variables for the guest.</summary>
    public IReadOnlyList<GuestVariable> Variables { get; init; } = [];

    /// <summary>Files of the host for the guest.</summary>
    public IReadOnlyList<GuestFile> Files { get; init; } = [];

    /// <summary>Whether the guest has the image itself, read-only; otherwise it writes to a copy-on-write overlay of its own.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether the machine is removed when it has stopped.</summary>
    public bool RemoveWhenStopped { get; init; }

    /// <summary>The accelerator that the user wants, or null for the best that works.</summary>
    public Accelerator? Accelerator { get; init; }

    /// <summary>How long the console's log may grow, in bytes, before it is cut to half of that.</summary>
    public long LogMax { get; init; } = 16 << 20;
}
