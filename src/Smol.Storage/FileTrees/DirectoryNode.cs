namespace Smol.Storage.FileTrees;

/// <summary>A directory: names, and the nodes that they lead to. It has no entries for <c>.</c> and <c>..</c>.</summary>
public sealed class DirectoryNode(NodeAttributes attributes) : Node(attributes)
{
    // By the bytes of the names: the runtime has the code for keys that are objects ready, and would compile it for a struct at each start.
    private readonly Dictionary<byte[], Node> _children = new(NameBytes.Order);

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Directory;

    /// <summary>What counts the files of the tree that it is in; null in none.</summary>
    internal FileTally? Tally { get; set; }

    /// <summary>How many names it has.</summary>
    public int Count => _children.Count;

    /// <summary>The nodes that its names lead to, in no order.</summary>
    internal Dictionary<byte[], Node>.ValueCollection Nodes => _children.Values;

    /// <summary>The node of that name, or null.</summary>
    public Node? Find(ByteString name) => _children.GetValueOrDefault(name.Bytes);

    /// <summary>Gives <paramref name="node"/> that name here, in place of what had it.</summary>
    /// <exception cref="ArgumentException">The name can't be a name: empty, <c>.</c>, <c>..</c>, or with a slash or NUL in it.</exception>
    public void Put(ByteString name, Node node)
    {
        if (!TreePath.IsName(name.Span))
            throw new ArgumentException($"'{name}' can't be a name", nameof(name));
        Remove(name);
        _children.Add(name.Bytes, node);
        node.NameCount++;
        Tally?.Add(node);
    }

    /// <summary>Gives <paramref name="node"/> that name here if nothing has it; the caller knows that it can be a name.</summary>
    internal bool TryAdd(ByteString name, Node node)
    {
        if (!_children.TryAdd(name.Bytes, node))
            return false;
        node.NameCount++;
        Tally?.Add(node);
        return true;
    }

    /// <summary>Takes the name away; false if there was none.</summary>
    public bool Remove(ByteString name)
    {
        if (!_children.Remove(name.Bytes, out Node? node))
            return false;
        node.NameCount--;
        Tally?.Remove(node);
        return true;
    }

    /// <summary>The entries in byte order of their names, so that what is made from them is the same every time.</summary>
    public DirectoryEntry[] SortedEntries()
    {
        var names = new byte[_children.Count][];
        var nodes = new Node[_children.Count];
        _children.Keys.CopyTo(names, 0);
        _children.Values.CopyTo(nodes, 0);
        Array.Sort(names, nodes, NameBytes.Order);
        var entries = new DirectoryEntry[names.Length];
        for (int index = 0; index < entries.Length; index++)
            entries[index] = new(ByteString.Of(names[index]), nodes[index]);
        return entries;
    }
}
