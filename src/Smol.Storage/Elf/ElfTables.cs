using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>Reads the tables of program headers and of section headers.</summary>
internal static class ElfTables
{
    /// <summary>The counts in the header have 16 bits; larger ones are in section 0 (<c>PN_XNUM</c>, <c>SHN_XINDEX</c>).</summary>
    private const ushort Extended = 0xFFFF;

    public static ElfSegment[] ReadSegments(ElfBytes bytes, in ElfHeader header)
    {
        if (header.SegmentsOffset == 0 || header.SegmentCount == 0)
            return [];
        uint count = header.SegmentCount == Extended ? ReadSection(bytes, FirstSection(bytes, header)).Info : header.SegmentCount;
        int size = header.SegmentSize;
        if (size < (bytes.Is64 ? 56 : 32))
            throw bytes.Malformed($"its program headers are {size} bytes long");
        ReadOnlySpan<byte> table = bytes.Read(header.SegmentsOffset, (ulong)count * (uint)size, "the table of program headers");
        var segments = new ElfSegment[count];
        for (int index = 0; index < segments.Length; index++)
            segments[index] = ReadSegment(bytes, table[(index * size)..]);
        return segments;
    }

    public static ElfSection[] ReadSections(ElfBytes bytes, in ElfHeader header)
    {
        if (header.SectionsOffset == 0 || (header.SectionCount == 0 && header.SectionSize == 0))
            return [];
        ElfSection first = ReadSection(bytes, FirstSection(bytes, header));
        ulong count = header.SectionCount == 0 ? first.Size : header.SectionCount;
        if (count > (ulong)int.MaxValue / header.SectionSize)
            throw bytes.Malformed($"it says that it has {count} sections");
        byte[] table = bytes.Read(header.SectionsOffset, count * header.SectionSize, "the table of section headers");
        ElfNames? names = ReadNames(bytes, table, header, (int)count, header.SectionNamesIndex == Extended ? first.Link : header.SectionNamesIndex);

        var sections = new ElfSection[(int)count];
        for (int index = 0; index < sections.Length; index++)
        {
            ReadOnlySpan<byte> raw = table.AsSpan(index * header.SectionSize);
            ByteString name = names?.At(bytes.UInt32(raw)) ?? default;
            sections[index] = ReadSection(bytes, raw) with { Name = name };
        }
        return sections;
    }

    private static byte[] FirstSection(ElfBytes bytes, in ElfHeader header)
    {
        if (header.SectionSize < (bytes.Is64 ? 64 : 40))
            throw bytes.Malformed($"its section headers are {header.SectionSize} bytes long");
        return bytes.Read(header.SectionsOffset, header.SectionSize, "the first section header");
    }

    private static ElfNames? ReadNames(ElfBytes bytes, ReadOnlySpan<byte> table, in ElfHeader header, int count, uint index)
    {
        if (index == 0)
            return null;
        if (index >= (uint)count)
            throw bytes.Malformed($"the names of its sections should be in section {index} of {count}");
        ElfSection section = ReadSection(bytes, table[((int)index * header.SectionSize)..]);
        return new(bytes, bytes.Read(section.Offset, section.Size, "the names of the sections"));
    }

    /// <summary><c>Elf32_Phdr</c> has the flags behind the sizes, <c>Elf64_Phdr</c> behind the type.</summary>
    private static ElfSegment ReadSegment(ElfBytes bytes, ReadOnlySpan<byte> raw)
    {
        int word = bytes.WordSize;
        ReadOnlySpan<byte> words = raw[word..];
        ReadOnlySpan<byte> flags = bytes.Is64 ? raw[4..] : raw[24..];
        ReadOnlySpan<byte> alignment = bytes.Is64 ? raw[48..] : raw[28..];
        return new(
            (ElfSegmentType)bytes.UInt32(raw),
            bytes.UInt32(flags),
            bytes.Word(words),
            bytes.Word(words[word..]),
            bytes.Word(words[(2 * word)..]),
            bytes.Word(words[(3 * word)..]),
            bytes.Word(words[(4 * word)..]),
            bytes.Word(alignment));
    }

    private static ElfSection ReadSection(ElfBytes bytes, ReadOnlySpan<byte> raw)
    {
        int word = bytes.WordSize;
        ReadOnlySpan<byte> words = raw[8..];
        ReadOnlySpan<byte> links = words[(4 * word)..];
        return new(
            default,
            (ElfSectionType)bytes.UInt32(raw[4..]),
            bytes.Word(words),
            bytes.Word(words[word..]),
            bytes.Word(words[(2 * word)..]),
            bytes.Word(words[(3 * word)..]),
            bytes.UInt32(links),
            bytes.UInt32(links[4..]),
            bytes.Word(links[8..]),
            bytes.Word(links[(8 + word)..]));
    }
}
