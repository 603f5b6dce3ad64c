using Smol.Building.Caching;
using Smol.Guests;
using Smol.Machines;

namespace Smol.Building.Booting;

/// <summary>How guests run steps.</summary>
public sealed record BuildBootSettings
{
    /// <summary>Starts machines.</summary>
    public required MachineHost Host { get; init; }

    /// <summary>Finds the kernel for a guest and an architecture.</summary>
    public required Func<GuestKind, string, BootKernel> FindKernel { get; init; }

    /// <summary>Where what guests have done is kept.</summary>
    public required StepStore Steps { get; init; }

    /// <summary>Whether it is taken from there; else it is only kept.</summary>
    public bool UsesCache { get; init; } = true;

    /// <summary>The stages, by names or numbers, whose steps are only kept.</summary>
    public IReadOnlyList<string> Uncached { get; init; } = [];

    /// <summary>The guest's memory in MiB; null for what the recipe says.</summary>
    public int? MemoryMiB { get; init; }

    /// <summary>The guest's virtual CPUs; null for what the recipe says.</summary>
    public int? Cpus { get; init; }

    /// <summary>How much may be written beside what is there, in bytes.</summary>
    public long Headroom { get; init; } = 2L << 30;

    /// <summary>How long one boot may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Who is let into a guest whose step has failed; null for nobody.</summary>
    public DebugShell? DebugShell { get; init; }

    /// <summary>The secrets that are given, by name, as files of the host.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();
}
