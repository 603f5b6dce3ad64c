using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>
/// The image as the writer sees it: offsets count from the start of the filesystem and only grow. Small gaps are filled with
/// zeros, so that what follows joins the same batch.
/// </summary>
internal sealed class SequentialOutput(ImageWriter image, long start)
{
    private static readonly byte[] _zeros = new byte[65536];

    private long _position = -1;

    /// <summary>Writes bytes.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        CloseGap(offset);
        image.Write(start + offset, bytes);
        _position = offset + bytes.Length;
    }

    /// <summary>Writes a piece of a file.</summary>
    public void Write(long offset, in FileContent content, long contentOffset, long length)
    {
        CloseGap(offset);
        image.Write(start + offset, content, contentOffset, length);
        _position = offset + length;
    }

    private void CloseGap(long offset)
    {
        long gap = offset - _position;
        if (_position >= 0 && gap > 0 && gap <= _zeros.Length)
            image.Write(start + _position, _zeros.AsSpan(0, (int)gap));
    }
}
