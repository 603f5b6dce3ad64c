using Smol.Guests.NetBsd;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Machines;
using Smol.Storage;
using Smol.Storage.Elf;

namespace Smol.Cli.Machines;

/// <summary>Where NetBSD kernels are looked for, and how one of them is started.</summary>
/// <param name="folders">The folders of this user.</param>
internal sealed class NetBsdKernelFiles(SmolFolders folders)
{
    /// <summary>The kernels for an architecture that are there; the first is the one that <c>run</c> takes.</summary>
    public IEnumerable<string> Of(string architecture)
    {
        IReadOnlyList<string> names = NetBsdKernel.DefaultNames(architecture);
        IEnumerable<string> fetched = new KernelFolder(folders.Kernels).Paths(NetBsdPort.Get(architecture));
        return [.. names.Select(name => Path.Combine("kernels", name)).Concat(fetched).Concat(names.Select(name => Path.Combine(folders.Kernels, name))).Where(File.Exists)];
    }

    /// <summary>The kernel that <c>run</c> takes when none is named.</summary>
    /// <exception cref="SmolException">There is none.</exception>
    public string Find(string architecture) => Of(architecture).FirstOrDefault()
        ?? throw new SmolException($"there is no kernel for a NetBSD guest on {architecture}",
            hint: $"'smol fetch kernel --arch {architecture}' gets one; or put {string.Join(" or ", NetBsdKernel.DefaultNames(architecture))} into ./kernels, or name one with -k");

    /// <summary>The kernel that is named, or the one that <c>run</c> takes when none is.</summary>
    /// <param name="architecture">NetBSD's word for the architecture.</param>
    /// <param name="named">A file; or the name of one in <c>./kernels</c>, or of one that was fetched.</param>
    /// <exception cref="SmolException">There is none.</exception>
    public string Find(string architecture, string? named)
    {
        if (named is null)
            return Find(architecture);
        string[] places = [named, Path.Combine("kernels", named), Path.Combine(folders.Kernels, architecture, named), Path.Combine(folders.Kernels, named)];
        return places.FirstOrDefault(File.Exists) ?? throw new SmolException("there is no such kernel", named, "'smol kernel ls' lists those that were fetched");
    }

    /// <summary>Where a kernel's console is.</summary>
    /// <exception cref="SmolException">It can't be read, or is damaged or compressed.</exception>
    public static ConsoleKind ConsoleOf(string path) => Choose(NetBsdKernel.HasVirtioConsole(path));

    /// <inheritdoc cref="ConsoleOf(string)"/>
    public static ConsoleKind ConsoleOf(ElfFile kernel) => Choose(NetBsdKernel.HasVirtioConsole(kernel));

    private static ConsoleKind Choose(bool hasVirtioConsole) => hasVirtioConsole ? ConsoleKind.Viocon : ConsoleKind.Com;
}
