namespace Smol.Storage.DiskImages;

/// <summary>
/// Bytes of one chunk of an image, on their way to the file. Of a chunk that nothing was written to before, it is the chunk from its
/// start on, with zeros where nothing comes; of another one, bytes that follow each other.
/// </summary>
internal sealed class ImageBatch
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(ChunkDigest.Size);

    /// <summary>Where in the image it begins.</summary>
    public long Offset { get; private set; }

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>Whether nothing was written to the chunk before.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>The number of its chunk.</summary>
    public long Chunk => Offset / ChunkDigest.Size;

    /// <summary>What there is to write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Begins anew, with a byte of the image.</summary>
    public void Begin(long offset, bool isFresh)
    {
        Offset = isFresh ? offset / ChunkDigest.Size * ChunkDigest.Size : offset;
        Length = 0;
        IsFresh = isFresh;
    }

    /// <summary>Forgets its bytes.</summary>
    public void Clear() => Length = 0;

    /// <summary>Whether a byte of the image can be among its own.</summary>
    public bool Takes(long offset) =>
        Length > 0 && offset / ChunkDigest.Size == Chunk && (IsFresh || offset == Offset + Length);

    /// <summary>Where bytes of the image go that it takes: no more of them than there is room for.</summary>
    public Span<byte> Room(long offset, long length)
    {
        int start = (int)(offset - Offset);
        int end = (int)Math.Min(start + length, ChunkDigest.Size - (Offset % ChunkDigest.Size));
        if (start > Length)
            _bytes.AsSpan(Length, start - Length).Clear();
        Length = Math.Max(Length, end);
        return _bytes.AsSpan(start, end - start);
    }

    /// <summary>The whole chunk of a fresh one: zeros follow what there is to write.</summary>
    public ReadOnlySpan<byte> FillUp()
    {
        _bytes.AsSpan(Length).Clear();
        return _bytes;
    }
}
