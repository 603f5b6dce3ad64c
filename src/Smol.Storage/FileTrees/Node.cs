namespace Smol.Storage.FileTrees;

/// <summary>Something in a file tree. The same node under two names is a hard link.</summary>
public abstract class Node
{
    private protected Node(NodeAttributes attributes) => Attributes = attributes;

    /// <summary>Permissions, owner, time.</summary>
    public NodeAttributes Attributes { get; set; }

    /// <summary>How many names in directories lead to this node. A directory's own <c>.</c> and <c>..</c> are not counted.</summary>
    public int NameCount { get; internal set; }

    /// <summary>What kind of node this is.</summary>
    public abstract NodeKind Kind { get; }
}
