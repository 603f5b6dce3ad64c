using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>Reads the dynamic segment as the dynamic linker does: by program headers, without sections.</summary>
internal static class ElfDynamicReader
{
    // sys/exec_elf.h: DT_*
    private const ulong End = 0;
    private const ulong Needed = 1;
    private const ulong Strings = 5;
    private const ulong StringsSize = 10;
    private const ulong SharedObjectName = 14;
    private const ulong RPath = 15;
    private const ulong RunPath = 29;

    public static ElfDynamic Read(ElfBytes bytes, IReadOnlyList<ElfSegment> segments)
    {
        int index = 0;
        while (index < segments.Count && segments[index].Type != ElfSegmentType.Dynamic)
            index++;
        if (index == segments.Count)
            return ElfDynamic.None;

        ReadOnlySpan<byte> raw = bytes.Read(segments[index].Offset, segments[index].FileSize, "the dynamic segment");
        ElfNames strings = ReadStrings(bytes, segments, raw);
        var needed = new List<ByteString>();
        foreach (ulong offset in Values(bytes, raw, Needed))
            needed.Add(strings.At(offset));
        return new(needed, StringOf(bytes, raw, strings, SharedObjectName), StringOf(bytes, raw, strings, RPath), StringOf(bytes, raw, strings, RunPath));
    }

    private static ElfNames ReadStrings(ElfBytes bytes, IReadOnlyList<ElfSegment> segments, ReadOnlySpan<byte> raw)
    {
        List<ulong> addresses = Values(bytes, raw, Strings);
        List<ulong> sizes = Values(bytes, raw, StringsSize);
        byte[] strings = addresses.Count == 0 || sizes.Count == 0
            ? []
            : bytes.Read(FileOffset(bytes, segments, addresses[0]), sizes[0], "the strings for the dynamic linker");
        return new(bytes, strings);
    }

    private static ulong FileOffset(ElfBytes bytes, IReadOnlyList<ElfSegment> segments, ulong address)
    {
        foreach (ElfSegment segment in segments)
        {
            if (segment.Type == ElfSegmentType.Load && address >= segment.VirtualAddress && address - segment.VirtualAddress < segment.FileSize)
                return segment.Offset + (address - segment.VirtualAddress);
        }
        throw bytes.Malformed($"the strings for the dynamic linker are at address {address:x}, which is never loaded");
    }

    private static ByteString? StringOf(ElfBytes bytes, ReadOnlySpan<byte> raw, ElfNames strings, ulong tag)
    {
        List<ulong> offsets = Values(bytes, raw, tag);
        return offsets.Count == 0 ? null : strings.At(offsets[0]);
    }

    private static List<ulong> Values(ElfBytes bytes, ReadOnlySpan<byte> raw, ulong tag)
    {
        var values = new List<ulong>();
        int size = 2 * bytes.WordSize;
        for (; raw.Length >= size && bytes.Word(raw) != End; raw = raw[size..])
        {
            if (bytes.Word(raw) == tag)
                values.Add(bytes.Word(raw[bytes.WordSize..]));
        }
        return values;
    }
}
