using System.Buffers.Binary;

namespace Smol.Storage.Partitions;

/// <summary>The MBR that tells tools which know no GPT that the disk is taken (UEFI 2.10, 5.2.3).</summary>
internal static class ProtectiveMbr
{
    /// <summary>
    /// How much code there is room for: up to the disk's signature (UEFI 2.10, 5.2.1), which NetBSD calls the drive's serial number
    /// (<c>sys/sys/bootblock.h: MBR_DSN_OFFSET</c>).
    /// </summary>
    public const int CodeLength = 440;

    private const int PartitionOffset = 446;
    private const byte GptProtective = 0xEE;

    /// <summary>
    /// Fills in the code, one partition over the whole disk, and the signature. The partition is not marked active: UEFI forbids it,
    /// and <c>gpt(8)</c> does it only when asked to (<c>biosboot -A</c>).
    /// </summary>
    public static void Write(Span<byte> sector, long sectorCount, ReadOnlySpan<byte> code)
    {
        code.CopyTo(sector[..CodeLength]);
        Span<byte> partition = sector.Slice(PartitionOffset, 16);
        partition[1] = 0x00; // first sector as cylinder/head/sector: 0/0/2
        partition[2] = 0x02;
        partition[3] = 0x00;
        partition[4] = GptProtective;
        partition[5] = 0xFF; // last sector: beyond what cylinder/head/sector can say
        partition[6] = 0xFF;
        partition[7] = 0xFF;
        BinaryPrimitives.WriteUInt32LittleEndian(partition[8..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(partition[12..], (uint)Math.Min(sectorCount - 1, uint.MaxValue));
        sector[510] = 0x55;
        sector[511] = 0xAA;
    }
}
