namespace Smol.Storage.Partitions;

/// <summary>A GUID partition table (UEFI 2.10, chapter 5) of an image with 512-byte sectors.</summary>
/// <param name="DiskId">The disk's GUID.</param>
/// <param name="SectorCount">How many sectors the image has.</param>
/// <param name="Partitions">The partitions, in the order of the table.</param>
public sealed record GptTable(Guid DiskId, long SectorCount, IReadOnlyList<GptPartition> Partitions)
{
    /// <summary>Bytes in a sector.</summary>
    public const int SectorSize = 512;

    /// <summary>
    /// What partitions begin and end on, in bytes, and so what stands before the first and after the last one:
    /// <c>sgdisk -v</c> warns of a partition that ends elsewhere.
    /// </summary>
    public const int Alignment = 1 << 20;

    /// <summary>How many bytes of code an MBR has room for.</summary>
    public const int MostBootCode = ProtectiveMbr.CodeLength;

    internal const int EntryCount = 128;

    /// <summary>Sectors that the entries take in each copy of the table.</summary>
    internal const int EntrySectors = EntryCount * GptEntry.Size / SectorSize;

    /// <summary>The code in the protective MBR, which a BIOS starts: at most <see cref="MostBootCode"/> bytes; empty for none.</summary>
    public ReadOnlyMemory<byte> BootCode { get; init; }

    /// <summary>The image's length in bytes.</summary>
    public long ImageLength => SectorCount * SectorSize;

    /// <summary>The table of an image with one partition, which NetBSD is told to boot from.</summary>
    /// <param name="name">The partition's name.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="partitionLength">How many bytes it must hold; the partition is rounded up to <see cref="Alignment"/>.</param>
    /// <param name="identity">What the GUIDs are derived from: a digest of what goes in.</param>
    /// <exception cref="SmolException">The name is empty or too long.</exception>
    public static GptTable WithOnePartition(string name, Guid type, long partitionLength, ReadOnlySpan<byte> identity)
    {
        if (name.Length is 0 or > GptPartition.MostNameUnits)
            throw new SmolException($"a partition's name has 1 to {GptPartition.MostNameUnits} characters", name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partitionLength);
        long length = (partitionLength + Alignment - 1) / Alignment * Alignment;
        long first = Alignment / SectorSize;
        var partition = new GptPartition(
            type, DerivedGuid.Of(identity, "partition"u8), first, first + (length / SectorSize) - 1, GptAttributes.BootMe, name);
        return new(DerivedGuid.Of(identity, "disk"u8), (length + (2 * Alignment)) / SectorSize, [partition]);
    }

    /// <summary>
    /// The same table on a disk that a BIOS starts: the MBR has code that looks for a partition with
    /// <see cref="GptAttributes.BiosBoot"/>, and one partition has it, as <c>gpt(8)</c>'s <c>biosboot</c> leaves them
    /// (<c>sbin/gpt/biosboot.c</c>).
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="partition">The index of the partition; no other one keeps the attribute.</param>
    public GptTable WithBiosBoot(ReadOnlyMemory<byte> code, int partition)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code.Length, MostBootCode);
        return this with
        {
            BootCode = code,
            Partitions =
            [
                .. Partitions.Select((present, index) => present with
                {
                    Attributes = index == partition ? present.Attributes | GptAttributes.BiosBoot : present.Attributes & ~GptAttributes.BiosBoot,
                }),
            ],
        };
    }
}
