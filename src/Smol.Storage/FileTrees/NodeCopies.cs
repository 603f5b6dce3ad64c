namespace Smol.Storage.FileTrees;

/// <summary>Copies of nodes for another tree: a node counts the names that it has in one tree. Names of one node lead to one copy.</summary>
public sealed class NodeCopies
{
    private readonly Dictionary<Node, Node> _linked = new(ReferenceEqualityComparer.Instance);

    /// <summary>A node's copy: the same one each time for a node that has several names. A directory's copy is empty.</summary>
    public Node Of(Node node)
    {
        if (_linked.TryGetValue(node, out Node? made))
            return made;
        made = node switch
        {
            DirectoryNode => new DirectoryNode(node.Attributes),
            FileNode file => new FileNode(node.Attributes, file.Content),
            SymbolicLinkNode link => new SymbolicLinkNode(node.Attributes, link.Target),
            DeviceNode device => new DeviceNode(node.Attributes, node.Kind, device.Major, device.Minor),
            FifoNode => new FifoNode(node.Attributes),
            _ => new SocketNode(node.Attributes),
        };
        if (node.NameCount > 1)
            _linked.Add(node, made);
        return made;
    }

    /// <summary>A copy of a whole tree. Files have the same content, which is not copied.</summary>
    public static FileTree OfTree(FileTree tree)
    {
        var copies = new NodeCopies();
        var copy = new FileTree();
        copy.Root.Attributes = tree.Root.Attributes;
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
            copy.Put(entry.Path, copies.Of(entry.Node));
        return copy;
    }
}
