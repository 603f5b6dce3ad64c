using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Writing;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>
/// The place of every inode and block of an FFS filesystem. Inodes and data fill the cylinder groups from the front, in the order
/// of the tree, so that all that is free is at the end, in one piece.
/// </summary>
public sealed class FfsLayout : IFilesystemLayout
{
    private FfsLayout(FfsFormat format, FilesystemSettings settings, PlannedTree tree, Geometry geometry, SpacePlan space)
    {
        Format = format;
        Settings = settings;
        Tree = tree;
        Geometry = geometry;
        Space = space;
        Data = new(geometry);
    }

    /// <inheritdoc/>
    public long Length => Geometry.Fragments * Geometry.FragmentSize;

    /// <summary>Bytes of a block.</summary>
    public int BlockSize => Geometry.BlockSize;

    /// <summary>Bytes of a fragment.</summary>
    public int FragmentSize => Geometry.FragmentSize;

    /// <summary>How many cylinder groups.</summary>
    public int GroupCount => Geometry.Groups;

    /// <summary>How many inodes, used and free, with the two that are never given out.</summary>
    public long InodeCount => Geometry.Inodes;

    /// <summary>How many bytes of whole blocks are free.</summary>
    public long FreeBytes => (Data.Blocks - Space.Blocks) * BlockSize;

    /// <summary>Whether NetBSD finds room for a journal, so that the filesystem can be mounted with <c>log</c>.</summary>
    public bool HasRoomForLog => LogRoom.Fits(Geometry, Data, Space.Blocks);

    internal FfsFormat Format { get; }

    internal FilesystemSettings Settings { get; }

    internal PlannedTree Tree { get; }

    internal Geometry Geometry { get; }

    internal SpacePlan Space { get; }

    internal DataSpace Data { get; }

    /// <summary>Lays a tree out, without reading a file. The same arguments give the same layout.</summary>
    /// <exception cref="SmolException">The tree does not fit: into the size, or into FFS at all.</exception>
    public static FfsLayout Of(FileTree tree, FfsFormat format, FilesystemSettings settings)
    {
        format.Validate();
        PlannedTree planned = PlannedTree.Create(tree);
        (Geometry geometry, SpacePlan space) = new SizePlanner(planned, format, settings.Size).Plan();
        return new(format, settings, planned, geometry, space);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is written before the superblock, at 8 or 64 KiB: what is there is for who boots from it.</remarks>
    public void Write(ImageWriter image, long offset, ReadOnlySpan<byte> identity) => new FilesystemWriter(this, image, offset, identity).Write();
}
