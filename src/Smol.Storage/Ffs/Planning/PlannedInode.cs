using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>A node of the tree that has an inode.</summary>
/// <param name="Node">The node.</param>
/// <param name="Directory">What is in it, when it is a directory.</param>
/// <param name="Links">How many names lead to it; for a directory, its own <c>.</c> and its children's <c>..</c> too.</param>
internal readonly record struct PlannedInode(Node Node, PlannedDirectory? Directory, short Links)
{
    /// <summary>Bytes of what is stored for the node: a file's content, a directory's records, a symbolic link's text.</summary>
    public long Length => Node switch
    {
        FileNode file => file.Content.Length,
        SymbolicLinkNode link => link.Target.Length,
        _ => Directory?.Length ?? 0,
    };
}
