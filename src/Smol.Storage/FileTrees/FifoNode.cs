namespace Smol.Storage.FileTrees;

/// <summary>A named pipe.</summary>
public sealed class FifoNode(NodeAttributes attributes) : Node(attributes)
{
    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Fifo;
}
