using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>
/// Gives every inode of a tree its data blocks, as indices that count data blocks through all groups: they follow each other
/// without a gap, in the order of the inodes' numbers.
/// </summary>
internal sealed class DataPlacement
{
    private const int SectorSize = 512;

    /// <summary>The first file length that takes <c>large_file</c>.</summary>
    private const long LargeFileLength = 1L << 31;

    private readonly NumberedTree _tree;

    /// <summary>Places a tree's data.</summary>
    /// <exception cref="SmolException">A file, a link, or all together are too big for the block size.</exception>
    public DataPlacement(NumberedTree tree, int blockSize)
    {
        _tree = tree;
        BlockSize = blockSize;
        foreach (ref PlannedInode inode in tree.Inodes)
            Place(ref inode);
    }

    public int BlockSize { get; }

    /// <summary>How many data blocks are in use; they come first, and those behind them are free.</summary>
    public long BlockCount { get; private set; }

    /// <summary>What a driver must know before it writes.</summary>
    public ReadOnlyFeatures Features { get; private set; } = ReadOnlyFeatures.SparseSuper;

    /// <summary>The blocks of an inode, once it is placed.</summary>
    public BlockShape ShapeOf(in PlannedInode inode) => inode.Node switch
    {
        FileNode file => BlockShape.Of(file.Content, BlockSize),
        DirectoryNode => BlockShape.Whole(inode.Directory!.BlockCount, BlockSize),
        SymbolicLinkNode link when !Ext2Inode.HoldsTarget(link.Target.Length) => BlockShape.Whole(1, BlockSize),
        _ => BlockShape.Whole(0, BlockSize),
    };

    private void Place(ref PlannedInode inode)
    {
        switch (inode.Node)
        {
            case DirectoryNode:
                inode.Directory!.BlockCount = DirectoryBlocks(inode);
                if (inode.LinkCount == 1)
                    Features |= ReadOnlyFeatures.DirectoryLinks;
                break;
            case FileNode file when file.Content.Length > BlockShape.MostBytes(BlockSize):
                throw TooBig(inode, $"has {file.Content.Length} bytes");
            case FileNode file when file.Content.Length >= LargeFileLength:
                Features |= ReadOnlyFeatures.LargeFile;
                break;
            case SymbolicLinkNode link when link.Target.Length >= BlockSize:
                throw TooBig(inode, $"is a symbolic link of {link.Target.Length} bytes");
        }
        long count = ShapeOf(inode).TotalCount();
        if (count * (BlockSize / SectorSize) > uint.MaxValue)
            throw TooBig(inode, $"takes {count} blocks");
        inode.FirstData = (uint)BlockCount;
        BlockCount += count;
        if (BlockCount > uint.MaxValue)
            throw new SmolException($"the files take more blocks than ext2 can number ({uint.MaxValue} of {BlockSize} bytes)", hint: "leave something out");
    }

    /// <summary>As many as the entries take; for lost+found at least the 16 KiB that mke2fs gives it, within the direct blocks.</summary>
    private int DirectoryBlocks(in PlannedInode inode)
    {
        int least = _tree.IsLostAndFound(inode.Node) ? Math.Min(Ext2Inode.DirectCount, (16 << 10) / BlockSize) : 1;
        return Math.Max(least, DirectoryPacker.CountBlocks(inode.Directory!, BlockSize));
    }

    private SmolException TooBig(in PlannedInode inode, string what) =>
        new($"{what}, too much for ext2 with blocks of {BlockSize} bytes", _tree.PathOf(inode.Node), BlockSize < 4096 ? "--block 4096 has room for more" : null);
}
