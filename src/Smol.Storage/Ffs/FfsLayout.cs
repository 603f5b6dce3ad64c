using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>
/// The plan of a filesystem: where in it every inode and every block of a tree will be. Made from the tree's names, attributes and
/// lengths alone, without reading a file; the same tree and options give the same plan.
/// </summary>
public sealed class FfsLayout
{
    private FfsLayout(PlannedTree tree, Geometry geometry, SpacePlan space, FfsOptions options)
    {
        Tree = tree;
        Geometry = geometry;
        Space = space;
        Options = options;
    }

    /// <summary>The filesystem's length in bytes.</summary>
    public long Length => Geometry.Fragments * Geometry.FragmentSize;

    /// <summary>Bytes of a block.</summary>
    public int BlockSize => Geometry.BlockSize;

    /// <summary>Bytes of a fragment.</summary>
    public int FragmentSize => Geometry.FragmentSize;

    /// <summary>How many cylinder groups.</summary>
    public int GroupCount => Geometry.Groups;

    /// <summary>How many inodes, used and free, with the two that are never given out.</summary>
    public long InodeCount => Geometry.Inodes;

    /// <summary>How many inodes the tree takes.</summary>
    public int UsedInodes => Tree.Inodes.Length;

    /// <summary>How many bytes of whole blocks are free.</summary>
    public long FreeBytes => (new DataSpace(Geometry).Blocks - Space.Blocks) * BlockSize;

    /// <summary>Whether NetBSD finds room for a journal, so that the filesystem can be mounted with <c>log</c>.</summary>
    public bool HasRoomForLog => LogRoom.Fits(Geometry, new DataSpace(Geometry), Space.Blocks);

    internal PlannedTree Tree { get; }

    internal Geometry Geometry { get; }

    internal SpacePlan Space { get; }

    internal FfsOptions Options { get; }

    /// <summary>Plans a filesystem.</summary>
    /// <exception cref="SmolException">
    /// An option is not allowed; something in the tree can't be held by the format; or the tree does not fit into the size asked for,
    /// and by how much.
    /// </exception>
    public static FfsLayout Create(FileTree tree, FfsOptions options)
    {
        options.Validate();
        PlannedTree planned = PlannedTree.Create(tree, options.Format);
        (Geometry geometry, SpacePlan space) = new SizePlanner(planned, options).Plan();
        return new(planned, geometry, space, options);
    }
}
