namespace Smol.Storage.FileTrees;

/// <summary>A regular file.</summary>
public sealed class FileNode(NodeAttributes attributes, FileContent content) : Node(attributes)
{
    /// <summary>Where its bytes are.</summary>
    public FileContent Content { get; } = content;

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.File;
}
