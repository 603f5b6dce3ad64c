using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>The bytes that are stored for a node. Those of a directory are made when they are asked for.</summary>
internal sealed class ContentSource(PlannedTree tree)
{
    /// <summary>The bytes of a node.</summary>
    public FileContent Of(in PlannedInode inode) => inode switch
    {
        { Node: FileNode file } => file.Content,
        { Node: SymbolicLinkNode link } => FileContent.FromBytes(link.Target.Span.ToArray()),
        { Directory: { } directory } => FileContent.FromBytes(DirectoryContent.Build(tree, directory)),
        _ => default,
    };
}
