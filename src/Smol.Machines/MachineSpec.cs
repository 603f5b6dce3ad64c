using Smol.Guests;
using Smol.Machines.Host;
using Smol.Machines.Networks;
using Smol.Machines.Ports;
using Smol.Machines.Restarts;

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

    /// <summary>What runs it.</summary>
    public VmmKind Vmm { get; init; }

    /// <summary>What its virtual CPUs are.</summary>
    public MachineArchitecture Architecture { get; init; } = MachineArchitecture.Amd64;

    /// <summary>Whether the machine is a PC whose BIOS loads the kernel from the image.</summary>
    public bool BootsByBios { get; init; }

    /// <summary>The kernel's file; not needed where <see cref="BootsByBios"/> is.</summary>
    public required string KernelPath { get; init; }

    /// <summary>The initial RAM disk's file, for a Linux guest.</summary>
    public string? InitrdPath { get; init; }

    /// <summary>Where the kernel has its console.</summary>
    public ConsoleKind Console { get; init; } = ConsoleKind.Com;

    /// <summary>What <c>root=</c> says to a NetBSD kernel in place of <c>NAME=</c> and <see cref="Partition"/>; null leaves it so.</summary>
    public string? Root { get; init; }

    /// <summary>Arguments for the kernel after our own. NetBSD gets <c>-z</c> (be quiet) when there are none.</summary>
    public IReadOnlyList<string> KernelArguments { get; init; } = [];

    /// <summary>Memory in MiB.</summary>
    public int MemoryMiB { get; init; } = 256;

    /// <summary>Number of virtual CPUs.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Whether the guest has QEMU's user network, which reaches what the host reaches.</summary>
    public bool HasUserNetwork { get; init; } = true;

    /// <summary>Whether the guest has a tap of the host, which QEMU's script <c>qemu-ifup</c> connects; that takes root.</summary>
    public bool HasTap { get; init; }

    /// <summary>A bridge of the host that the guest is on, through QEMU's bridge helper; null for none.</summary>
    public string? Bridge { get; init; }

    /// <summary>Taps of the host that are there already and that the user may use; no script is run for them.</summary>
    public IReadOnlyList<string> Taps { get; init; } = [];

    /// <summary>The private networks that the guest is on.</summary>
    public IReadOnlyList<NetworkPlace> Networks { get; init; } = [];

    /// <summary>Ports of the host that lead to the guest.</summary>
    public IReadOnlyList<PortForward> Forwards { get; init; } = [];

    /// <summary>Variables for the guest.</summary>
    public IReadOnlyList<GuestVariable> Variables { get; init; } = [];

    /// <summary>Files of the host for the guest.</summary>
    public IReadOnlyList<GuestFile> Files { get; init; } = [];

    /// <summary>Whether the guest has the image itself, read-only; otherwise <see cref="Storage"/> says where it writes to.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Where what the guest writes to its root goes.</summary>
    public RootStorage Storage { get; init; }

    /// <summary>More drives.</summary>
    public IReadOnlyList<MachineDrive> Drives { get; init; } = [];

    /// <summary>Folders of the host that the guest can mount.</summary>
    public IReadOnlyList<MachineShare> Shares { get; init; } = [];

    /// <summary>How many virtio console ports the guest has for its own use, each a socket on the host.</summary>
    public int Sockets { get; init; }

    /// <summary>Whether the guest has the port of the guest protocol, before those of <see cref="Sockets"/>.</summary>
    public bool HasControlPort { get; init; } = true;

    /// <summary>A TCP port of the host's loopback where the console is served over telnet, in place of its socket; null for none.</summary>
    public int? SerialPort { get; init; }

    /// <summary>Whether the console is a pseudo-terminal of the host, in place of its socket.</summary>
    public bool HasPty { get; init; }

    /// <summary>A TCP port of the host's loopback where QMP is served besides its socket; null for none.</summary>
    public int? QmpPort { get; init; }

    /// <summary>A TCP port of the host's loopback where QEMU waits for gdb; null for none.</summary>
    public int? GdbPort { get; init; }

    /// <summary>The QEMU program that the user named for this machine; null for the host's.</summary>
    public string? QemuPath { get; init; }

    /// <summary>More arguments for QEMU.</summary>
    public IReadOnlyList<string> QemuArguments { get; init; } = [];

    /// <summary>Whether the machine is removed when it has stopped.</summary>
    public bool RemoveWhenStopped { get; init; }

    /// <summary>Whether it is started again when it has ended.</summary>
    public RestartPolicy Restart { get; init; }

    /// <summary>The accelerator that the user wants, or null for the best that works.</summary>
    public Accelerator? Accelerator { get; init; }

    /// <summary>What the guest's processes get when the machine is stopped, as kill(1) takes it: <c>QUIT</c>, <c>10</c>; null for TERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>How long the console's log may grow, in bytes, before it is cut to half of that.</summary>
    public long LogMax { get; init; } = 16 << 20;

    /// <summary>Whether a process of ours stays beside the machine in the background to cut it; otherwise commands that look at the machine do.</summary>
    public bool HasLogKeeper { get; init; }
}
