using Smol.Guests.Kernels;
using Smol.Storage.Elf;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>What a NetBSD kernel can do for a microVM, and what in its file says so.</summary>
internal static class NetBsdAbilities
{
    public static IReadOnlyList<KernelAbility> Of(KernelImage image, ElfFile elf)
    {
        bool hasSymbols = elf.SymbolsContaining("").Any();
        return [VirtioMmio(image), RamDisk(elf, hasSymbols), PartitionedRamDisk(), TimeStampLog(elf, hasSymbols)];
    }

    /// <summary>sys/dev/virtio/arch/x86/virtio_mmio_cmdline.c looks for this on its command line.</summary>
    private static KernelAbility VirtioMmio(KernelImage image)
    {
        const string Name = "virtio MMIO devices from the command line";
        bool isThere = image.Bytes.Span.IndexOf("virtio_mmio.device="u8) >= 0;
        return new(Name, isThere, isThere ? "string 'virtio_mmio.device='" : "no string 'virtio_mmio.device='");
    }

    /// <summary>
    /// The function that takes a RAM disk from the VMM came with NetBSD 11 (sys/arch/x86/x86/x86_machdep.c); it needs
    /// sys/dev/md_root.c's (options MEMORY_DISK_HOOKS, MEMORY_DISK_DYNAMIC) to make it the root. It may have been inlined.
    /// </summary>
    private static KernelAbility RamDisk(ElfFile elf, bool hasSymbols)
    {
        const string Name = "a RAM disk as root (-initrd under PVH)";
        const string Taker = "x86_add_xen_modules";
        const string Maker = "md_root_setconf";
        return !hasSymbols ? WithoutSymbols(Name)
            : elf.FindSymbol(Maker) is null ? new(Name, false, $"no symbol {Maker}")
            : elf.FindSymbol(Taker) is null ? new(Name, null, $"symbol {Maker}, but not {Taker}")
            : new(Name, true, $"symbols {Taker} and {Maker}");
    }

    /// <summary>smolBSD's patch is inside of a function, and partition tables on drives need the same strings.</summary>
    private static KernelAbility PartitionedRamDisk() =>
        new("a partition table inside a RAM disk", null, "smolBSD's kernels can, but nothing in a kernel's file tells");

    /// <summary>smolBSD's sys/arch/x86/x86/tslog.c (options TSLOG).</summary>
    private static KernelAbility TimeStampLog(ElfFile elf, bool hasSymbols)
    {
        const string Name = "a time stamp log of its boot (TSLOG)";
        if (!hasSymbols)
            return WithoutSymbols(Name);
        bool isThere = elf.FindSymbol("tslog") is not null && elf.FindSymbol("tslog_user") is not null;
        return new(Name, isThere, isThere ? "symbols tslog and tslog_user" : "no symbols tslog and tslog_user");
    }

    private static KernelAbility WithoutSymbols(string name) => new(name, null, "the kernel has no symbols");
}
