using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.DiskImages;

/// <summary>
/// The <see cref="SparseDigest"/> of an image that is being written: chunks are digested as they go by, and only those that were written to
/// again are read at the end.
/// </summary>
internal sealed class WrittenDigest
{
    private readonly Dictionary<long, ChunkDigest> _chunks = [];
    private readonly HashSet<long> _changed = [];

    /// <summary>Takes note of bytes that are written. Safe in several threads.</summary>
    public void Add(ImageBatch batch)
    {
        ChunkDigest? digest = batch.IsFresh ? ChunkDigest.Of(batch.Chunk, batch.FillUp()) : null;
        lock (_chunks)
        {
            if (digest is null)
                _changed.Add(batch.Chunk);
            else
                _chunks.Add(batch.Chunk, digest);
        }
    }

    /// <summary>The digest of the file, which is written and has its length.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public string Finish(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length % ChunkDigest.Size != 0 && _chunks.ContainsKey(length / ChunkDigest.Size))
            _changed.Add(length / ChunkDigest.Size); // shorter than the others
        if (_changed.Count > 0)
        {
            foreach (ChunkDigest read in ChunkDigest.Of(file, [.. _changed]))
                _chunks[read.Number] = read;
        }
        return SparseDigest.Join(length, _chunks.Values.OrderBy(chunk => chunk.Number));
    }
}
