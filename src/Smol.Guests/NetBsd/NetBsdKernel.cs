using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd;

/// <summary>What must be known of a NetBSD kernel to start it.</summary>
public static class NetBsdKernel
{
    /// <summary>The symbol of kernels that have their console on virtio at boot (smolBSD's <c>sys/dev/virtio/viocon.c</c>).</summary>
    public const string VirtioConsoleSymbol = "viocon_earlyinit";

    /// <summary>The names that kernels for an architecture have, smolBSD's first, then those of a NetBSD release.</summary>
    /// <exception cref="SmolException">The architecture is not known.</exception>
    public static IReadOnlyList<string> DefaultNames(string architecture) => architecture switch
    {
        "amd64" => ["netbsd-SMOL", "netbsd-MICROVM"],
        "i386" => ["netbsd-SMOL386", "netbsd-MICROVM386"],
        "evbarm-aarch64" => ["netbsd-SMOL-aarch64.img", "netbsd-GENERIC64.img"],
        _ => throw new SmolException("is not an architecture that NetBSD guests have here", architecture, "known are amd64, i386 and evbarm-aarch64"),
    };

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
