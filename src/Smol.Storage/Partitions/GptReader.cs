using System.Runtime.InteropServices;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Partitions;

/// <summary>Reads the GPT of an image that nobody trusts.</summary>
public static class GptReader
{
    // UEFI asks for at least 16 KiB of entries; Linux and sgdisk take more, but nobody makes them.
    private const uint MostEntries = 1024;
    private const uint MostEntrySize = 4096;

    /// <summary>Whether something that calls itself a GPT is there, at the front or at the end.</summary>
    public static bool IsPresent(IContentSource image, long length) =>
        HasSignature(image, length, 1) || HasSignature(image, length, (length / GptTable.SectorSize) - 1);

    /// <summary>The table: from the front, or from the end when the one at the front is damaged.</summary>
    /// <param name="image">The image.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="SmolException">There is no table, both copies are damaged, or a partition leaves the image.</exception>
    public static GptTable Read(IContentSource image, long length)
    {
        long sectors = length / GptTable.SectorSize;
        if (!IsPresent(image, length))
            throw new SmolException("has no GUID partition table", image.Name, "a bare filesystem has none; see --bare");
        GptTable? table = ReadCopy(image, sectors, 1) ?? ReadCopy(image, sectors, sectors - 1);
        if (table is null)
            throw new SmolException("both copies of the partition table are damaged", image.Name, "sgdisk -v says more");
        foreach (GptPartition partition in table.Partitions)
        {
            if (partition.FirstSector < 1 || partition.LastSector < partition.FirstSector || partition.LastSector >= sectors)
            {
                throw new SmolException(
                    $"partition '{partition.Name}' (sectors {partition.FirstSector} to {partition.LastSector}) leaves the image of {sectors} sectors",
                    image.Name,
                    "the image may be cut off");
            }
        }
        return table;
    }

    private static bool HasSignature(IContentSource image, long length, long sector)
    {
        if (sector < 1 || length < (sector + 1) * GptTable.SectorSize)
            return false;
        return ReadHeader(image, sector, new byte[GptTable.SectorSize]).Signature == GptHeader.ExpectedSignature;
    }

    private static GptHeader ReadHeader(IContentSource image, long sector, byte[] buffer)
    {
        image.Read(sector * GptTable.SectorSize, buffer);
        return MemoryMarshal.Read<GptHeader>(buffer);
    }

    /// <summary>One copy of the table; null when its checksums or its places are wrong.</summary>
    private static GptTable? ReadCopy(IContentSource image, long sectors, long sector)
    {
        if (sector < 1 || sector >= sectors)
            return null;
        var buffer = new byte[GptTable.SectorSize];
        GptHeader header = ReadHeader(image, sector, buffer);
        if (!IsSound(header, buffer, sector))
            return null;
        int length = (int)(header.EntryCount * header.EntrySize);
        long entriesSector = (long)header.EntriesSector;
        if (entriesSector < 1 || entriesSector > sectors - ((length + GptTable.SectorSize - 1) / GptTable.SectorSize))
            return null;
        var entries = new byte[length];
        image.Read(entriesSector * GptTable.SectorSize, entries);
        if (Crc32.Of(entries) != header.EntriesChecksum)
            return null;
        return new(header.DiskId, sectors, ReadPartitions(entries, (int)header.EntrySize)) { BootCode = ReadBootCode(image) };
    }

    private static byte[] ReadBootCode(IContentSource image)
    {
        var code = new byte[GptTable.MostBootCode];
        image.Read(0, code);
        return code.AsSpan().ContainsAnyExcept((byte)0) ? code : [];
    }

    private static bool IsSound(GptHeader header, Span<byte> sector, long ownSector)
    {
        if (header.Signature != GptHeader.ExpectedSignature || header.OwnSector != (ulong)ownSector
            || header.HeaderSize is < GptHeader.Size or > GptTable.SectorSize
            || header.EntryCount > MostEntries
            || header.EntrySize is < GptEntry.Size or > MostEntrySize || header.EntrySize % 8 != 0)
            return false;
        uint expected = header.HeaderChecksum;
        header.HeaderChecksum = 0;
        MemoryMarshal.Write(sector, header);
        return Crc32.Of(sector[..(int)header.HeaderSize]) == expected;
    }

    private static List<GptPartition> ReadPartitions(ReadOnlySpan<byte> entries, int entrySize)
    {
        var partitions = new List<GptPartition>();
        for (; !entries.IsEmpty; entries = entries[entrySize..])
        {
            GptEntry entry = MemoryMarshal.Read<GptEntry>(entries);
            if (entry.Type != Guid.Empty)
                partitions.Add(entry.ToPartition());
        }
        return partitions;
    }
}
