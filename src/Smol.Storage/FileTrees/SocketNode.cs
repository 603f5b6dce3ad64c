namespace Smol.Storage.FileTrees;

/// <summary>A Unix-domain socket's name.</summary>
public sealed class SocketNode(NodeAttributes attributes) : Node(attributes)
{
    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Socket;
}
