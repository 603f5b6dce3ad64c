namespace Smol.Storage.FileTrees;

/// <summary>A directory: names, and the nodes that they lead to. It has no entries for <c>.</c> and <c>..</c>.</summary>
public sealed class DirectoryNode(NodeAttributes attributes) : Node(attributes)
{
    private readonly Dictionary<ByteString, Node> _children = [];

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Directory;

    /// <summary>How many names it has.</summary>
    public int Count => _children.Count;

    /// <summary>The nodes that its names lead to, in no order.</summary>
    public IReadOnlyCollection<Node> Nodes => _children.Values;

    /// <summary>The node of that name, or null.</summary>
    public Node? Find(ByteString name) => _children.GetValueOrDefault(name);

    /// <summary>Gives <paramref name="node"/> that name here, in place of what had it.</summary>
    /// <exception cref="ArgumentException">The name can't be a name: empty, <c>.</c>, <c>..</c>, or with a slash or NUL in it.</exception>
    public void Put(ByteString name, Node node)
    {
        if (!TreePath.IsName(name.Span))
            throw new ArgumentException($"'{name}' can't be a name", nameof(name));
        Remove(name);
        _children.Add(name, node);
        node.NameCount++;
    }

    /// <summary>Gives <paramref name="node"/> that name here if nothing has it; the caller knows that it can be a name.</summary>
    internal bool TryAdd(ByteString name, Node node)
    {
        if (!_children.TryAdd(name, node))
            return false;
        node.NameCount++;
        return true;
    }

    /// <summary>Takes the name away; false if there was none.</summary>
    public bool Remove(ByteString name)
    {
        if (!_children.Remove(name, out Node? node))
            return false;
        node.NameCount--;
        return true;
    }

    /// <summary>The entries in byte order of their names, so that what is made from them is the same every time.</summary>
    public DirectoryEntry[] SortedEntries()
    {
        var entries = new DirectoryEntry[_children.Count];
        int index = 0;
        foreach ((ByteString name, Node node) in _children)
            entries[index++] = new(name, node);
        Array.Sort(entries, static (left, right) => left.Name.CompareTo(right.Name));
        return entries;
    }
}
