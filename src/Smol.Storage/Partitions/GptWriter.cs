using System.Runtime.InteropServices;
using Smol.Storage.DiskImages;

namespace Smol.Storage.Partitions;

/// <summary>Writes a GPT: the protective MBR, header and entries at the front, entries and header again at the end.</summary>
public static class GptWriter
{
    private const int EntriesLength = GptTable.EntrySectors * GptTable.SectorSize;

    /// <summary>Writes what stands at the front of the image.</summary>
    /// <exception cref="SmolException">The image can't be written.</exception>
    public static void WriteFront(ImageWriter image, GptTable table) => image.Write(0, Front(table));

    /// <summary>Writes what stands at the end of the image.</summary>
    /// <exception cref="SmolException">The image can't be written.</exception>
    public static void WriteBack(ImageWriter image, GptTable table)
    {
        byte[] back = Back(table);
        image.Write(table.ImageLength - back.Length, back);
    }

    /// <summary>What stands at the front of the image: MBR, header, entries.</summary>
    public static byte[] Front(GptTable table)
    {
        var bytes = new byte[(2 * GptTable.SectorSize) + EntriesLength];
        ProtectiveMbr.Write(bytes.AsSpan(0, GptTable.SectorSize), table.SectorCount, table.BootCode.Span);
        Span<byte> entries = bytes.AsSpan(2 * GptTable.SectorSize);
        WriteEntries(entries, table);
        WriteHeader(bytes.AsSpan(GptTable.SectorSize), table, entries, own: 1, other: table.SectorCount - 1, entriesSector: 2);
        return bytes;
    }

    /// <summary>What stands at the end of the image: entries, header.</summary>
    public static byte[] Back(GptTable table)
    {
        var bytes = new byte[EntriesLength + GptTable.SectorSize];
        Span<byte> entries = bytes.AsSpan(0, EntriesLength);
        WriteEntries(entries, table);
        long own = table.SectorCount - 1;
        WriteHeader(bytes.AsSpan(EntriesLength), table, entries, own, other: 1, entriesSector: own - GptTable.EntrySectors);
        return bytes;
    }

    private static void WriteEntries(Span<byte> entries, GptTable table)
    {
        for (int index = 0; index < table.Partitions.Count; index++)
            MemoryMarshal.Write(entries[(index * GptEntry.Size)..], new GptEntry(table.Partitions[index]));
    }

    private static void WriteHeader(
        Span<byte> sector, GptTable table, ReadOnlySpan<byte> entries, long own, long other, long entriesSector)
    {
        var header = new GptHeader
        {
            Signature = GptHeader.ExpectedSignature,
            Revision = GptHeader.ExpectedRevision,
            HeaderSize = GptHeader.Size,
            OwnSector = (ulong)own,
            OtherSector = (ulong)other,
            FirstUsableSector = 2 + GptTable.EntrySectors, // sgdisk -v warns of a gap behind the entries
            LastUsableSector = (ulong)(table.SectorCount - 1 - GptTable.EntrySectors - 1),
            DiskId = table.DiskId,
            EntriesSector = (ulong)entriesSector,
            EntryCount = GptTable.EntryCount,
            EntrySize = GptEntry.Size,
            EntriesChecksum = Crc32.Of(entries),
        };
        MemoryMarshal.Write(sector, header);
        header.HeaderChecksum = Crc32.Of(sector[..GptHeader.Size]); // over itself as zero
        MemoryMarshal.Write(sector, header);
    }
}
