using System.Buffers;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>Copies files into archives.</summary>
internal static class ContentCopy
{
    private const int PieceSize = 1 << 20;

    /// <summary>Writes bytes of a file to a stream.</summary>
    /// <param name="content">The file.</param>
    /// <param name="offset">From where on.</param>
    /// <param name="length">How many.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellation">Stops between two pieces.</param>
    public static void Write(in FileContent content, long offset, long length, Stream output, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceSize, length));
        for (long end = offset + length; offset < end;)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset));
            content.Read(offset, piece);
            output.Write(piece);
            offset += piece.Length;
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
