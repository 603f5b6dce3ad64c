using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.DiskImages;

/// <summary>
/// The <see cref="SparseDigest"/> of an image that is being written: a write that is a whole chunk is digested as it goes by, and
/// only the chunks that came in pieces are read again at the end.
/// </summary>
internal sealed class WrittenDigest
{
    private readonly List<ChunkDigest> _whole = [];
    private readonly HashSet<long> _inPieces = [];

    /// <summary>Takes note of bytes within a chunk that are written. Safe in several threads.</summary>
    public void Add(long offset, ReadOnlySpan<byte> bytes)
    {
        long number = offset / ChunkDigest.Size;
        ChunkDigest? whole = bytes.Length == ChunkDigest.Size ? ChunkDigest.Of(number, bytes) : null;
        lock (_whole)
        {
            if (whole is null)
                _inPieces.Add(number);
            else
                _whole.Add(whole);
        }
    }

    /// <summary>The digest of the file, which is written and has its length.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public string Finish(SafeFileHandle file)
    {
        ChunkDigest[] read = ChunkDigest.Of(file, [.. _inPieces]);
        return SparseDigest.Join(RandomAccess.GetLength(file), _whole.Concat(read).OrderBy(chunk => chunk.Number));
    }
}
