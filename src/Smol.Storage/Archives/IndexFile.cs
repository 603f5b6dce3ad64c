using System.Buffers.Binary;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// An index in the cache. In disk order, little-endian: a mark with the version, CRC-32C of all that follows it, how many members,
/// the length of the archive, the length of the packed members; then those.
/// </summary>
internal static class IndexFile
{
    private const int HeaderSize = 32;
    private const int ChecksumOffset = 8;
    private const int CheckedFrom = 12;

    private static ReadOnlySpan<byte> Mark => "smolidx1"u8;

    /// <summary>Writes an index, in place of one that is there.</summary>
    /// <param name="path">Where.</param>
    /// <param name="index">The members.</param>
    /// <param name="archiveLength">How long the archive is.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public static void Write(string path, IndexWriter index, long archiveLength)
    {
        var header = new byte[HeaderSize];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), index.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), archiveLength);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), index.Bytes.Length);
        uint checksum = Crc32C.Append(Crc32C.Append(Crc32C.Empty, header.AsSpan(CheckedFrom)), index.Bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumOffset), checksum);
        using var file = ArrivingFile.Create(Path.GetDirectoryName(path)!);
        file.Append(header);
        file.Append(index.Bytes);
        file.Finish();
        file.Commit(path);
    }

    /// <summary>Reads an index; null if it is missing, damaged, of another version or of another archive.</summary>
    /// <param name="path">The index.</param>
    /// <param name="source">The archive.</param>
    /// <param name="archiveLength">How long the archive is.</param>
    public static IndexReader? TryRead(string path, IContentSource source, long archiveLength)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (Count(bytes, bytes.Length, archiveLength) is not { } count)
            return null;
        return Crc32C.Append(Crc32C.Empty, bytes.AsSpan(CheckedFrom)) == BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(ChecksumOffset))
            ? new(bytes.AsMemory(HeaderSize), count, source, archiveLength)
            : null;
    }

    /// <summary>How many members an archive has, by the header of its index alone; null if there is none that fits.</summary>
    public static int? CountMembers(string path, long archiveLength)
    {
        try
        {
            using FileStream file = new(path, new FileStreamOptions { BufferSize = 0 });
            var header = new byte[HeaderSize];
            return file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) == HeaderSize ? Count(header, file.Length, archiveLength) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? Count(ReadOnlySpan<byte> header, long fileLength, long archiveLength)
    {
        if (header.Length < HeaderSize || !header.StartsWith(Mark))
            return null;
        int count = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        bool fits = BinaryPrimitives.ReadInt64LittleEndian(header[16..]) == archiveLength
            && BinaryPrimitives.ReadInt64LittleEndian(header[24..]) == fileLength - HeaderSize;
        return fits && count >= 0 ? count : null;
    }
}
