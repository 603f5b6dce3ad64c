using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.DiskImages;

/// <summary>A MiB of a disk image, as it goes into the image's <see cref="SparseDigest"/>.</summary>
/// <param name="Number">Which one; it begins at this many MiB.</param>
/// <param name="Digest">Its SHA-256; empty when it is all zeros.</param>
internal sealed record ChunkDigest(long Number, byte[] Digest)
{
    /// <summary>The length of all chunks but the last, in bytes.</summary>
    public const int Size = 1 << 20;

    /// <summary>The digest of a chunk's bytes.</summary>
    public static ChunkDigest Of(long number, ReadOnlySpan<byte> bytes) =>
        new(number, bytes.ContainsAnyExcept((byte)0) ? SHA256.HashData(bytes) : []);

    /// <summary>The digests of a file's chunks, in the order of their numbers; all processors work on them.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ChunkDigest[] Of(SafeFileHandle file, IReadOnlyList<long> numbers)
    {
        var digests = new ChunkDigest[numbers.Count];
        Parallel.For(0, numbers.Count, () => GC.AllocateUninitializedArray<byte>(Size), (index, _, buffer) =>
        {
            digests[index] = Of(numbers[index], Read(file, numbers[index], buffer));
            return buffer;
        }, _ => { });
        return digests;
    }

    private static ReadOnlySpan<byte> Read(SafeFileHandle file, long number, byte[] buffer)
    {
        int length = 0;
        for (int count = -1; count != 0 && length < Size; length += count)
            count = RandomAccess.Read(file, buffer.AsSpan(length), (number * Size) + length);
        return buffer.AsSpan(0, length);
    }
}
