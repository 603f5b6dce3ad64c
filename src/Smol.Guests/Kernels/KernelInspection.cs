using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.Elf;

namespace Smol.Guests.Kernels;

/// <summary>What a kernel's file tells about the kernel.</summary>
public sealed record KernelInspection
{
    /// <summary>GENERIC with all that it includes has a tenth of it.</summary>
    private const int MostLines = 100_000;

    /// <summary>How the file is compressed.</summary>
    public required Compression Compression { get; init; }

    /// <summary><c>ELF64</c>, <c>ELF32</c> or <c>bzImage</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The processor in NetBSD's words: <c>amd64</c>, <c>i386</c>, <c>aarch64</c>; or ELF's number for it.</summary>
    public required string Machine { get; init; }

    /// <summary>The operating system; null where the file does not say.</summary>
    public GuestKind? Guest { get; init; }

    /// <summary>The version string that the kernel prints when it starts; null where it was not found.</summary>
    public string? Version { get; init; }

    /// <summary>The virtual address of the ELF entry point; null in a bzImage.</summary>
    public ulong? Entry { get; init; }

    /// <summary>The physical address of the PVH entry point; null where there is no PVH note.</summary>
    public ulong? PvhEntry { get; init; }

    /// <summary>The Multiboot header; null where there is none.</summary>
    public MultibootHeader? Multiboot { get; init; }

    /// <summary>Whether there are symbols, which <c>smol kernel drivers</c> and <c>smolify</c> need.</summary>
    public required bool HasSymbols { get; init; }

    /// <summary>
    /// The config file that it was built from, as <c>strings kernel | sed -n 's/^_CFG_//p' | unvis</c> has it; empty where it is not in
    /// the kernel (<c>options INCLUDE_CONFIG_FILE</c>).
    /// </summary>
    public required IReadOnlyList<string> Configuration { get; init; }

    /// <summary>What a NetBSD kernel can do; empty for others.</summary>
    public required IReadOnlyList<KernelAbility> Abilities { get; init; }

    /// <summary>Looks at a kernel.</summary>
    /// <exception cref="SmolException">Its ELF tables are malformed.</exception>
    public static KernelInspection Of(KernelImage image) => image.Elf is { } elf ? OfElf(image, elf) : OfBzImage(image, image.Linux!);

    private static KernelInspection OfBzImage(KernelImage image, BzImageHeader header) => new()
    {
        Compression = image.Compression,
        Format = $"bzImage, boot protocol {header.Protocol}",
        Machine = header.Is64Bit ? "amd64" : "i386",
        Guest = GuestKind.Linux,
        Version = header.Version,
        HasSymbols = false,
        Configuration = [],
        Abilities = [],
    };

    private static KernelInspection OfElf(KernelImage image, ElfFile elf)
    {
        (GuestKind? guest, string? version) = KernelVersion.Find(image, elf);
        return new()
        {
            Compression = image.Compression,
            Format = elf.Class == ElfClass.Elf64 ? "ELF64" : "ELF32",
            Machine = elf.Machine switch
            {
                ElfMachine.Amd64 => "amd64",
                ElfMachine.I386 => "i386",
                ElfMachine.AArch64 => "aarch64",
                _ => elf.Machine.ToString().ToLowerInvariant(),
            },
            Guest = guest,
            Version = version,
            Entry = elf.Entry,
            PvhEntry = Kernels.PvhEntry.Find(elf),
            Multiboot = MultibootHeader.Find(image.Bytes.Span),
            HasSymbols = elf.SymbolsContaining("").Any(),
            Configuration = guest == GuestKind.NetBsd ? [.. KernelText.RunsAfter(image.Bytes, "_CFG_"u8.ToArray()).Take(MostLines).Select(VisText.Decode)] : [],
            Abilities = guest == GuestKind.NetBsd ? NetBsd.Kernels.NetBsdAbilities.Of(image, elf) : [],
        };
    }
}
