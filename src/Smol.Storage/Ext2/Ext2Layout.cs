using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.Ext2.Writing;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2;

/// <summary>
/// The place of every inode and block of an ext2 filesystem (revision 1; <c>filetype</c>, <c>sparse_super</c>,
/// <c>large_file</c> and <c>dir_nlink</c> when needed; no journal). Data fills the block groups from the front, in the order of
/// the inode numbers, so that all that is free is at the end, and the bitmaps follow from two numbers.
/// </summary>
public sealed class Ext2Layout : IFilesystemLayout
{
    internal Ext2Layout(Ext2Format format, FilesystemSettings settings, NumberedTree tree, DataPlacement data, Ext2Geometry geometry)
    {
        Format = format;
        Settings = settings;
        Tree = tree;
        Data = data;
        Geometry = geometry;
    }

    /// <inheritdoc/>
    public long Length => Geometry.BlockCount * Geometry.BlockSize;

    internal Ext2Format Format { get; }

    internal FilesystemSettings Settings { get; }

    internal NumberedTree Tree { get; }

    internal DataPlacement Data { get; }

    internal Ext2Geometry Geometry { get; }

    /// <summary>Lays a tree out. The same arguments give the same layout.</summary>
    /// <exception cref="SmolException">The tree does not fit: into the size, or into ext2 at all.</exception>
    public static Ext2Layout Of(FileTree tree, Ext2Format format, FilesystemSettings settings)
    {
        format.Validate();
        return new LayoutPlanner(new NumberedTree(tree), format, settings).Plan();
    }

    /// <summary>How many blocks of a group are in use: the first ones.</summary>
    internal int UsedBlocksIn(int group)
    {
        long data = Math.Clamp(Data.BlockCount, Geometry.DataBefore(group), Geometry.DataBefore(group + 1));
        return Geometry.OverheadOf(group) + (int)(data - Geometry.DataBefore(group));
    }

    /// <summary>How many inodes of a group are in use: the first ones.</summary>
    internal int UsedInodesIn(int group) =>
        (int)Math.Clamp(Tree.LastNumber - ((long)group * Geometry.InodesPerGroup), 0, Geometry.InodesPerGroup);

    /// <inheritdoc/>
    public void Write(ImageWriter image, long offset, ReadOnlySpan<byte> identity) => new Ext2Writer(this, image, offset, identity).Write();
}
