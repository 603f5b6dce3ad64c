using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.DiskImages;

/// <summary>
/// The digest of a disk image: what it costs grows with the bytes in the image, not with the holes between them, and all processors work on it.
/// It is SHA-256 over the image's length, and then, for each MiB that is not all zeros, its number and its own SHA-256 (the last may be
/// shorter than a MiB). Numbers are 64 bits, little-endian. Whether zeros are holes in the file makes no difference.
/// </summary>
public static class SparseDigest
{
    /// <summary>What a digest in text begins with.</summary>
    public const string Prefix = "sha256-sparse:";

    /// <summary>The digest of a file: <see cref="Prefix"/>, and 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string Of(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        return Join(length, ChunkDigest.Of(file, [.. ChunksWithData(file, length)]));
    }

    /// <summary>The digest of an image.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="chunks">Its chunks in their order, without those that were never written.</param>
    internal static string Join(long length, IEnumerable<ChunkDigest> chunks)
    {
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, length);
        all.AppendData(number);
        foreach (ChunkDigest chunk in chunks)
        {
            if (chunk.Digest.Length == 0)
                continue;
            BinaryPrimitives.WriteInt64LittleEndian(number, chunk.Number);
            all.AppendData(number);
            all.AppendData(chunk.Digest);
        }
        return Prefix + Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <summary>The numbers of those that are not in a hole as a whole.</summary>
    private static IEnumerable<long> ChunksWithData(SafeFileHandle file, long length)
    {
        long chunk = 0;
        for (long data = Holes.NextData(file, 0, length); data < length; data = Holes.NextData(file, chunk * ChunkDigest.Size, length))
        {
            long end = Holes.NextHole(file, data, length);
            for (chunk = Math.Max(chunk, data / ChunkDigest.Size); chunk * ChunkDigest.Size < end; chunk++)
                yield return chunk;
        }
    }
}
