namespace Smol.Storage.FileTrees;

/// <summary>Content that is in memory: generated files, and what tests make.</summary>
public sealed class MemorySource(ReadOnlyMemory<byte> bytes) : IContentSource
{
    /// <inheritdoc/>
    public string Name => "(memory)";

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer) => bytes.Span.Slice(checked((int)offset), buffer.Length).CopyTo(buffer);
}
