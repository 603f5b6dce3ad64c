using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// What room a node's content takes: whole blocks, and for a file that ends in its first twelve blocks, as many fragments as its
/// end needs (<c>sys/ufs/ffs/fs.h: ffs_blksize</c>).
/// </summary>
internal readonly struct FileShape
{
    private FileShape(BlockRuns blocks, long endBlock, int endFragments)
    {
        Blocks = blocks;
        EndBlock = endBlock;
        EndFragments = endFragments;
    }

    /// <summary>The blocks that are stored whole.</summary>
    public BlockRuns Blocks { get; }

    /// <summary>The number of the block that is stored in fragments, if there is one.</summary>
    public long EndBlock { get; }

    /// <summary>How many fragments the file's end takes; 0 when all of the file is in whole blocks.</summary>
    public int EndFragments { get; }

    /// <summary>
    /// The shape of a node, in a filesystem's block and fragment sizes. Nodes without content, and links that fit into the inode,
    /// take none.
    /// </summary>
    public static FileShape Of(in PlannedInode inode, Geometry geometry)
    {
        long length = inode.Length;
        if (length == 0 || (inode.Node is SymbolicLinkNode && length < geometry.MaxInlineLink))
            return default;
        int blockSize = geometry.BlockSize, fragmentSize = geometry.FragmentSize;
        long blocks = (length + blockSize - 1) / blockSize;
        int endFragments = (int)((length - ((blocks - 1) * blockSize) + fragmentSize - 1) / fragmentSize);
        bool endsInFragments = blocks <= Inode.DirectPointers && endFragments < blockSize / fragmentSize;
        long whole = endsInFragments ? blocks - 1 : blocks;
        BlockRuns runs = inode.Node is FileNode { Content: { IsSparse: true } content }
            ? BlockRuns.Sparse(content.Ranges, whole, !endsInFragments, blockSize)
            : BlockRuns.Whole(whole);
        return new(runs, blocks - 1, endsInFragments ? endFragments : 0);
    }
}
