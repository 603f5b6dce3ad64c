namespace Smol.Guests.Linux;

/// <summary>What a Linux guest boots: a kernel, and an initramfs with the modules that it needs to find its root.</summary>
public sealed record KernelPack
{
    /// <summary>The kernel's release, which is also the pack's name: <c>6.1.0-56-cloud-amd64</c>.</summary>
    public required string Release { get; init; }

    /// <summary>The architecture, in NetBSD's words.</summary>
    public required string Architecture { get; init; }

    /// <summary>The modules in the initramfs, in the order in which they are loaded.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>The packages that it was made of, each as <c>name_version_architecture</c>.</summary>
    public required IReadOnlyList<string> Packages { get; init; }
}
