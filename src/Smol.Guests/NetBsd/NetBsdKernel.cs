using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd;

/// <summary>What must be known of a NetBSD kernel to start it.</summary>
public static class NetBsdKernel
{
    /// <summary>The symbol of kernels that have their console on virtio at boot (smolBSD's <c>sys/dev/virtio/viocon.c</c>).</summary>
    public const string VirtioConsoleSymbol = "viocon_earlyinit";

    /// <summary>
    /// The names that kernels have in a folder for all architectures, smolBSD's first, then those of a NetBSD release. A release calls
    /// the kernels of amd64 and i386 the same.
    /// </summary>
    /// <exception cref="SmolException">The architecture is not known.</exception>
    public static IReadOnlyList<string> DefaultNames(string architecture)
    {
        NetBsdPort port = NetBsdPort.Get(architecture);
        return [port.SmolKernel, architecture == "i386" ? port.ReleaseKernel + "386" : port.ReleaseKernel];
    }

    /// <summary>Whether the kernel's console is virtio (<c>console=viocon</c>), and not the serial port (<c>console=com</c>).</summary>
    /// <param name="path">The kernel. An image that is not ELF, as aarch64 has them, has the serial console.</param>
    /// <exception cref="SmolException">It can't be read, or is damaged.</exception>
    public static bool HasVirtioConsole(string path)
    {
        using var file = new OpenFileSource(path);
        var content = FileContent.FromRange(file, 0, file.Length);
        var start = new byte[Math.Min(4, content.Length)];
        content.Read(0, start);
        if (start is [0x1f, 0x8b, ..])
            throw new SmolException("is compressed, and a kernel must not be", path, $"gunzip -k {path}");
        return ElfFile.HasMagic(start) && HasVirtioConsole(ElfFile.Read(content, path));
    }

    /// <summary>The same of a kernel that was read.</summary>
    /// <exception cref="SmolException">Its symbols are malformed.</exception>
    public static bool HasVirtioConsole(ElfFile kernel) => kernel.FindSymbol(VirtioConsoleSymbol) is not null;
}
