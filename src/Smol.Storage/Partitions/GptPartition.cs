namespace Smol.Storage.Partitions;

/// <summary>One partition of a GPT. Sectors have <see cref="GptTable.SectorSize"/> bytes.</summary>
/// <param name="Type">What it holds; see <see cref="PartitionTypes"/>.</param>
/// <param name="Id">Its own GUID.</param>
/// <param name="FirstSector">Its first sector.</param>
/// <param name="LastSector">Its last sector, inclusive.</param>
/// <param name="Attributes">Its attribute bits.</param>
/// <param name="Name">Its name: at most <see cref="MostNameUnits"/> UTF-16 units. NetBSD names the wedge after it.</param>
public sealed record GptPartition(Guid Type, Guid Id, long FirstSector, long LastSector, GptAttributes Attributes, string Name)
{
    /// <summary>How many UTF-16 units a partition's name holds.</summary>
    public const int MostNameUnits = 36;

    /// <summary>Where it begins in the image, in bytes.</summary>
    public long Offset => FirstSector * GptTable.SectorSize;

    /// <summary>Its length in bytes.</summary>
    public long Length => (LastSector - FirstSector + 1) * GptTable.SectorSize;
}
