using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>A filesystem as it lies in an image: its superblock, its shape, and a way to its bytes.</summary>
internal sealed class Volume
{
    /// <summary>What to do about damage.</summary>
    public const string Hint = "smol image fsck lists all that is wrong";

    private readonly IContentSource _source;
    private readonly long _start;
    private readonly byte[] _inodes;
    private long _inodesAddress = -1;

    private Volume(IContentSource source, long start, Superblock superblock, long superblockOffset, ByteOrder order)
    {
        _source = source;
        _start = start;
        Superblock = superblock;
        SuperblockOffset = superblockOffset;
        ByteOrder = order;
        Geometry = SuperblockRules.GeometryOf(superblock);
        _inodes = new byte[Geometry.BlockSize];
    }

    /// <summary>The superblock.</summary>
    public Superblock Superblock { get; }

    /// <summary>The byte at which the superblock begins: <c>makefs</c> has it at 8 KiB in FFSv2 too.</summary>
    public long SuperblockOffset { get; }

    /// <summary>The order of the bytes of its numbers.</summary>
    public ByteOrder ByteOrder { get; }

    /// <summary>Where everything is.</summary>
    public Geometry Geometry { get; }

    /// <summary>What holds the image.</summary>
    public IContentSource Source => _source;

    /// <summary>Finds the filesystem in a part of an image.</summary>
    /// <exception cref="SmolException">There is none, or its superblock contradicts itself or the image.</exception>
    public static Volume Open(IContentSource source, long start, long length)
    {
        if (SuperblockSearch.Find(source, start, length) is not { } found)
            throw new SmolException("has no FFS superblock", source.Name, "choose the partition, or use the format that it has");
        if (SuperblockRules.Problem(found.Superblock, length) is { } problem)
            throw new SmolException($"the superblock is damaged: {problem}", PlaceOf(source, start + found.Offset), Hint);
        return new(source, start, found.Superblock, found.Offset, found.Order);
    }

    /// <summary>The filesystem by a copy of its superblock; null when no copy is found that can be used.</summary>
    public static Volume? OpenByCopy(IContentSource source, long start, long length)
    {
        if (SuperblockSearch.FindCopy(source, start, length) is not { } found)
            return null;
        return new(source, start, found.Superblock, found.Offset, found.Order);
    }

    /// <summary>Reads bytes at an offset of the filesystem.</summary>
    public void Read(long offset, Span<byte> bytes) => _source.Read(_start + offset, bytes);

    /// <summary>Reads bytes from a fragment on.</summary>
    public void ReadFragments(long address, Span<byte> bytes) => Read(address * Geometry.FragmentSize, bytes);

    /// <summary>Where in the image a fragment is, in bytes.</summary>
    public long ImageOffset(long address) => _start + (address * Geometry.FragmentSize);

    /// <summary>The bytes of an inode, until the next call.</summary>
    /// <param name="number">From 0 to one less than there are inodes.</param>
    public ReadOnlySpan<byte> InodeBytes(long number)
    {
        long offset = Geometry.InodeOffset(number);
        long block = offset - (number % Geometry.InodesPerBlock * Geometry.InodeSize);
        if (block != _inodesAddress)
        {
            Read(block, _inodes);
            _inodesAddress = block;
        }
        return _inodes.AsSpan((int)(offset - block), Geometry.InodeSize);
    }

    /// <summary>An inode.</summary>
    public Inode ReadInode(long number) => Inode.Read(InodeBytes(number), Geometry.Version, ByteOrder);

    /// <summary>Whether a run of fragments is data of a single cylinder group.</summary>
    public bool IsData(long address, int fragments)
    {
        if (address <= 0 || fragments <= 0 || address > Geometry.Fragments - fragments)
            return false;
        int group = (int)(address / Geometry.FragmentsPerGroup);
        long start = Geometry.GroupStart(group);
        if (address >= start + Geometry.DataAddress)
            return address + fragments <= Geometry.GroupBase(group) + Geometry.FragmentsPerGroup;
        return group > 0 && address + fragments <= start + Geometry.SuperblockAddress;
    }

    private static string PlaceOf(IContentSource source, long offset) => $"{source.Name}, byte {offset}";
}
