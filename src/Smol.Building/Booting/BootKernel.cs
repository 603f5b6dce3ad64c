using Smol.Machines;

namespace Smol.Building.Booting;

/// <summary>What a build boot starts with.</summary>
/// <param name="KernelPath">The kernel's file.</param>
/// <param name="InitrdPath">The initial RAM disk's, for Linux.</param>
/// <param name="Console">Where the kernel has its console.</param>
public sealed record BootKernel(string KernelPath, string? InitrdPath, ConsoleKind Console);
