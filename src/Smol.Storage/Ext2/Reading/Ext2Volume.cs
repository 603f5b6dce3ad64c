using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Reading;

/// <summary>
/// An ext2 filesystem within an image: its superblock, which was checked so far that no place that follows from it leaves the
/// image, and its blocks.
/// </summary>
internal sealed class Ext2Volume
{
    private const int LeastBlocksPerGroup = 256; // as e2fsck and mke2fs have it
    private const int MostLogBlockSize = 6;

    /// <summary>Only <c>filetype</c> changes what a reader of ext2 does; what a journal would replay is said and left.</summary>
    private const IncompatibleFeatures Known = IncompatibleFeatures.FileType | IncompatibleFeatures.NeedsRecovery;

    private readonly IContentSource _source;
    private readonly long _offset;

    private Ext2Volume(IContentSource source, long offset, Ext2Superblock superblock)
    {
        _source = source;
        _offset = offset;
        Superblock = superblock;
        InodeSize = superblock.Revision == 0 ? Ext2Superblock.OldInodeSize : superblock.InodeSize;
        FirstInode = superblock.Revision == 0 ? Ext2Superblock.OldFirstInode : superblock.FirstInode;
        GroupCount = GroupsOf(superblock);
    }

    public Ext2Superblock Superblock { get; }

    public IContentSource Source => _source;

    public int BlockSize => Superblock.BlockSize;

    public int InodeSize { get; }

    /// <summary>The first inode that is not reserved.</summary>
    public uint FirstInode { get; }

    public int GroupCount { get; }

    public int InodeTableBlocks => (int)((((long)Superblock.InodesPerGroup * InodeSize) + BlockSize - 1) / BlockSize);

    public int DescriptorBlocks => Ext2Geometry.DescriptorBlocksFor(BlockSize, GroupCount);

    public bool HasFileType => (Superblock.Incompatible & IncompatibleFeatures.FileType) != 0;

    /// <summary>Whether something that calls itself ext2 is there.</summary>
    public static bool IsPresent(IContentSource source, long offset, long length) =>
        length >= Ext2Superblock.Offset + Ext2Superblock.Size
        && ReadSuperblock(source, offset + Ext2Superblock.Offset).Magic == Ext2Superblock.ExpectedMagic;

    /// <summary>Opens the filesystem.</summary>
    /// <param name="source">The image.</param>
    /// <param name="offset">Where the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no ext2, or its superblock says what can't be.</exception>
    public static Ext2Volume Open(IContentSource source, long offset, long length)
    {
        if (!IsPresent(source, offset, length))
            throw new SmolException("is not an ext2 filesystem: there is no superblock", $"{source.Name}: byte {offset + Ext2Superblock.Offset}");
        Ext2Superblock superblock = ReadSuperblock(source, offset + Ext2Superblock.Offset);
        string? problem = ProblemOf(superblock, length);
        return problem is null
            ? new(source, offset, superblock)
            : throw new SmolException(problem, $"{source.Name}: superblock at byte {offset + Ext2Superblock.Offset}");
    }

    public static Ext2Superblock ReadSuperblock(IContentSource source, long place)
    {
        Span<byte> bytes = stackalloc byte[Ext2Superblock.Size];
        source.Read(place, bytes);
        return MemoryMarshal.Read<Ext2Superblock>(bytes);
    }

    /// <summary>What makes a superblock useless; null when it can be worked with.</summary>
    public static string? ProblemOf(in Ext2Superblock superblock, long length)
    {
        if (superblock.Magic != Ext2Superblock.ExpectedMagic)
            return "has no magic number";
        if (superblock.Revision > Ext2Superblock.DynamicRevision)
            return $"is of revision {superblock.Revision}, and smol knows 0 and 1";
        if (superblock.LogBlockSize > MostLogBlockSize)
            return $"says that blocks have 1024 << {superblock.LogBlockSize} bytes";
        if (superblock.Revision > 0 && (superblock.Incompatible & ~Known) is var unknown && unknown != 0)
            return $"has features that smol does not read: {unknown}";
        if (superblock.BlockCount * (long)superblock.BlockSize > length)
            return $"says that it has {superblock.BlockCount * (long)superblock.BlockSize} bytes, and there are {length}: it is cut off";
        return ProblemOfGroups(superblock);
    }

    /// <summary>The place in the image of a block.</summary>
    public long PlaceOf(long block) => _offset + (block * BlockSize);

    /// <summary>Whether a block can hold a file's data or pointers at all.</summary>
    public bool IsDataBlock(uint block) => block > Superblock.FirstDataBlock && block < Superblock.BlockCount;

    /// <summary>Reads from the start of a block on, as much as the buffer holds.</summary>
    public void ReadBlocks(long block, Span<byte> buffer) => _source.Read(PlaceOf(block), buffer);

    /// <summary>The descriptors of all groups.</summary>
    public Ext2GroupDescriptor[] ReadDescriptors(long firstBlock)
    {
        var descriptors = new Ext2GroupDescriptor[GroupCount];
        ReadBlocks(firstBlock, MemoryMarshal.AsBytes(descriptors.AsSpan()));
        return descriptors;
    }

    /// <summary>How many blocks a group has; the last one may have fewer than the others.</summary>
    public int BlocksIn(int group) =>
        (int)Math.Min(Superblock.BlocksPerGroup, Superblock.BlockCount - StartOf(group));

    public long StartOf(int group) => Superblock.FirstDataBlock + ((long)group * Superblock.BlocksPerGroup);

    /// <summary>Whether a group has a copy of the superblock and the descriptors.</summary>
    public bool HasSuperblock(int group) =>
        Superblock.Revision == 0 || (Superblock.ReadOnly & ReadOnlyFeatures.SparseSuper) == 0 || Ext2Geometry.HasSuperblock(group);

    /// <summary>How to call a place in it in an error.</summary>
    public string Name(string what) => $"{_source.Name}: {what}";

    private static int GroupsOf(in Ext2Superblock superblock) =>
        (int)(((long)superblock.BlockCount - superblock.FirstDataBlock + superblock.BlocksPerGroup - 1) / superblock.BlocksPerGroup);

    private static string? ProblemOfGroups(in Ext2Superblock superblock)
    {
        int blockSize = superblock.BlockSize;
        uint inodeSize = superblock.Revision == 0 ? Ext2Superblock.OldInodeSize : superblock.InodeSize;
        if (inodeSize < Ext2Inode.BasicSize || inodeSize > blockSize || !uint.IsPow2(inodeSize))
            return $"says that inodes have {inodeSize} bytes";
        if (superblock.FirstDataBlock != Ext2Geometry.FirstDataBlockFor(blockSize))
            return $"says that the first data block is {superblock.FirstDataBlock}";
        if (superblock.BlockCount <= superblock.FirstDataBlock)
            return $"says that it has {superblock.BlockCount} blocks";
        if (superblock.BlocksPerGroup < LeastBlocksPerGroup || superblock.BlocksPerGroup > 8L * blockSize)
            return $"says that a group has {superblock.BlocksPerGroup} blocks";
        if (superblock.InodesPerGroup == 0 || superblock.InodesPerGroup > 8L * blockSize
            || superblock.InodesPerGroup * (long)inodeSize / blockSize >= superblock.BlocksPerGroup)
            return $"says that a group has {superblock.InodesPerGroup} inodes";
        if ((long)GroupsOf(superblock) * superblock.InodesPerGroup != superblock.InodeCount)
            return $"says that it has {superblock.InodeCount} inodes, and {superblock.InodesPerGroup} in each of {GroupsOf(superblock)} groups";
        long descriptors = 1 + Ext2Geometry.DescriptorBlocksFor(blockSize, GroupsOf(superblock));
        if (superblock.FirstDataBlock + descriptors >= superblock.BlockCount)
            return "has no room for its group descriptors";
        return null;
    }
}
