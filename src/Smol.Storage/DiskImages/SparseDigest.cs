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

    private const int ChunkSize = 1 << 20;
    private const int EntrySize = sizeof(long) + SHA256.HashSizeInBytes;

    /// <summary>The digest of a file: <see cref="Prefix"/>, and 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string Of(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        long[] chunks = [.. ChunksWithData(file, length)];
        byte[] entries = new byte[chunks.Length * EntrySize];
        Parallel.For(0, chunks.Length, () => GC.AllocateUninitializedArray<byte>(ChunkSize), (number, _, buffer) =>
        {
            Digest(file, chunks[number], buffer, entries.AsSpan(number * EntrySize, EntrySize));
            return buffer;
        }, _ => { });
        return Prefix + Convert.ToHexStringLower(Join(length, entries));
    }

    /// <summary>The numbers of those that are not in a hole as a whole.</summary>
    private static IEnumerable<long> ChunksWithData(SafeFileHandle file, long length)
    {
        long chunk = 0;
        for (long data = Holes.NextData(file, 0, length); data < length; data = Holes.NextData(file, chunk * ChunkSize, length))
        {
            long end = Holes.NextHole(file, data, length);
            for (chunk = Math.Max(chunk, data / ChunkSize); chunk * ChunkSize < end; chunk++)
                yield return chunk;
        }
    }

    /// <summary>An entry of a chunk that is all zeros stays zeros, which no digest is.</summary>
    private static void Digest(SafeFileHandle file, long chunk, byte[] buffer, Span<byte> entry)
    {
        int length = 0;
        for (int count = -1; count != 0 && length < ChunkSize; length += count)
            count = RandomAccess.Read(file, buffer.AsSpan(length), (chunk * ChunkSize) + length);
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, length);
        if (!bytes.ContainsAnyExcept((byte)0))
            return;
        BinaryPrimitives.WriteInt64LittleEndian(entry, chunk);
        SHA256.HashData(bytes, entry[sizeof(long)..]);
    }

    private static byte[] Join(long length, ReadOnlySpan<byte> entries)
    {
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, length);
        all.AppendData(number);
        for (; !entries.IsEmpty; entries = entries[EntrySize..])
        {
            if (entries[..EntrySize].ContainsAnyExcept((byte)0))
                all.AppendData(entries[..EntrySize]);
        }
        return all.GetHashAndReset();
    }
}
