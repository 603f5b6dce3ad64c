using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>Reads notes (<c>sys/exec_elf.h: Elf_Nhdr</c>).</summary>
internal static class ElfNotes
{
    private const int HeaderSize = 12;

    /// <summary>Real files have a handful; pieces may overlap, so a few headers could else ask for the same bytes again and again.</summary>
    private const int MostPieces = 256;

    /// <summary>How many bytes of notes are looked at: even a core dump's are some kilobytes.</summary>
    private const ulong MostBytes = 4 << 20;

    public static IReadOnlyList<ElfNote> Read(ElfBytes bytes, IReadOnlyList<ElfSegment> segments, IReadOnlyList<ElfSection> sections)
    {
        var notes = new List<ElfNote>();
        ElfSegment[] noteSegments = [.. segments.Where(segment => segment.Type == ElfSegmentType.Note)];
        ElfSection[] noteSections = [.. sections.Where(section => section.Type == ElfSectionType.Note)];
        if (noteSegments.Length > MostPieces || noteSections.Length > MostPieces)
            throw bytes.Malformed("it has more notes than makes sense");
        noteSections = [.. noteSections.Where(section => !noteSegments.Any(segment => Covers(segment, section)))];
        CheckSize(bytes, noteSegments, noteSections);
        foreach (ElfSegment segment in noteSegments)
            Add(notes, bytes, bytes.Read(segment.Offset, segment.FileSize, "a note segment"), segment.Alignment);
        foreach (ElfSection section in noteSections)
            Add(notes, bytes, bytes.Read(section.Offset, section.Size, "a note section"), section.Alignment);
        return notes;
    }

    private static void CheckSize(ElfBytes bytes, ElfSegment[] segments, ElfSection[] sections)
    {
        ulong size = 0;
        foreach (ulong piece in segments.Select(segment => segment.FileSize).Concat(sections.Select(section => section.Size)))
        {
            size += Math.Min(piece, MostBytes + 1);
            if (size > MostBytes)
                throw bytes.Malformed("its notes are longer than makes sense");
        }
    }

    private static bool Covers(in ElfSegment segment, in ElfSection section) =>
        section.Offset >= segment.Offset && section.Offset - segment.Offset < segment.FileSize;

    private static void Add(List<ElfNote> notes, ElfBytes bytes, ReadOnlyMemory<byte> raw, ulong alignment)
    {
        // Only what says 8 is padded to 8 (GNU properties); all else is padded to 4, whatever it says.
        ulong padding = alignment == 8 ? 8u : 4u;
        ulong start = 0;
        while (start + HeaderSize <= (ulong)raw.Length)
        {
            ReadOnlySpan<byte> header = raw.Span[(int)start..];
            ulong nameEnd = start + HeaderSize + bytes.UInt32(header);
            ulong descriptorStart = RoundUp(nameEnd, padding);
            ulong descriptorEnd = descriptorStart + bytes.UInt32(header[4..]);
            if (descriptorEnd > (ulong)raw.Length)
                throw bytes.Malformed("a note is longer than what holds it");
            ReadOnlySpan<byte> name = raw.Span[(int)(start + HeaderSize)..(int)nameEnd].TrimEnd((byte)0);
            notes.Add(new(ByteString.Copy(name), bytes.UInt32(header[8..]), raw[(int)descriptorStart..(int)descriptorEnd]));
            start = RoundUp(descriptorEnd, padding);
        }
    }

    private static ulong RoundUp(ulong value, ulong unit) => (value + unit - 1) / unit * unit;
}
