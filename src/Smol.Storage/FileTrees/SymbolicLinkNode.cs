namespace Smol.Storage.FileTrees;

/// <summary>A symbolic link.</summary>
public sealed class SymbolicLinkNode(NodeAttributes attributes, ByteString target) : Node(attributes)
{
    /// <summary>The text of the link, as it is stored.</summary>
    public ByteString Target { get; } = target;

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.SymbolicLink;
}
