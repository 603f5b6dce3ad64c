using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>The header of the file, in disk order (<c>sys/exec_elf.h: Elf32_Ehdr, Elf64_Ehdr</c>).</summary>
internal readonly record struct ElfHeader(
    byte OperatingSystemAbi,
    ElfType Type,
    ElfMachine Machine,
    ulong Entry,
    ulong SegmentsOffset,
    ulong SectionsOffset,
    ushort SegmentSize,
    ushort SegmentCount,
    ushort SectionSize,
    ushort SectionCount,
    ushort SectionNamesIndex)
{
    private const int IdentificationSize = 16;

    /// <summary>Reads <c>e_ident</c>, which says how to read the rest.</summary>
    public static ElfBytes ReadIdentification(FileContent content, string place)
    {
        Span<byte> identification = stackalloc byte[IdentificationSize];
        if (content.Length >= IdentificationSize)
            content.Read(0, identification);
        if (!ElfFile.HasMagic(identification))
            throw new SmolException("not an ELF file", place);
        if (identification[4] is not (1 or 2) || identification[5] is not (1 or 2) || identification[6] != 1)
            throw new SmolException($"an ELF file of an unknown class {identification[4]}, byte order {identification[5]} or version {identification[6]}", place);
        return new(content, place, is64: identification[4] == 2, isBigEndian: identification[5] == 2);
    }

    public static ElfHeader Read(ElfBytes bytes)
    {
        int word = bytes.WordSize;
        ReadOnlySpan<byte> raw = bytes.Read(0, bytes.Is64 ? 64u : 52u, "the header");
        ReadOnlySpan<byte> places = raw[24..];
        ReadOnlySpan<byte> sizes = raw[(24 + (3 * word) + 4)..];
        return new(
            raw[7],
            (ElfType)bytes.UInt16(raw[16..]),
            (ElfMachine)bytes.UInt16(raw[18..]),
            bytes.Word(places),
            bytes.Word(places[word..]),
            bytes.Word(places[(2 * word)..]),
            bytes.UInt16(sizes[2..]),
            bytes.UInt16(sizes[4..]),
            bytes.UInt16(sizes[6..]),
            bytes.UInt16(sizes[8..]),
            bytes.UInt16(sizes[10..]));
    }
}
