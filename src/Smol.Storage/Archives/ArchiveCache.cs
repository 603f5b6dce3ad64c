using System.Globalization;
using System.Security.Cryptography;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Archives that were decompressed once. What an archive decompresses to lies under the archive's digest and its own length; a small
/// file under the archive's path says which that is, so that the second use reads no compressed byte. Each file takes its
/// name when it is whole, so any number of processes may use a cache at once.
/// </summary>
/// <param name="folder">The cache's folder; made when it is needed. It may be removed at any time.</param>
public sealed class ArchiveCache(string folder)
{
    private const int CopySize = 1 << 20;

    // No set comes near; what does is a bomb.
    private const long MostUnpacked = 1L << 36;

    private readonly string _unpackedFolder = Path.Combine(folder, "unpacked");
    private readonly string _stampFolder = Path.Combine(folder, "stamps");

    /// <summary>Opens an archive, and decompresses it first where that was not done before.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">
    /// It can't be read, is damaged, or is compressed in a way that is not understood; or the cache can't be written.
    /// </exception>
    public UnpackedArchive Open(string path, CancellationToken cancellation = default)
    {
        var stamp = new ArchiveStamp(_stampFolder, path, "");
        if (FindWhole(stamp.FindUnpacked()) is { } known)
            return OpenUnpacked(path, known);
        var file = new OpenFileSource(path);
        try
        {
            var content = FileContent.FromRange(file, 0, file.Length);
            Compression compression = DetectCompression(content);
            if (compression == Compression.None)
                return new(path, file, null);
            string unpacked = Unpack(content, compression, path, stamp, cancellation);
            file.Dispose();
            return OpenUnpacked(path, unpacked);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an archive that is a part of another file, such as <c>data.tar.xz</c> in a Debian package.</summary>
    /// <param name="content">The archive's bytes.</param>
    /// <param name="path">The file that it is a part of.</param>
    /// <param name="part">Which part; with the path, what to name in an error.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">
    /// It is damaged, or is compressed in a way that is not understood; or the cache can't be written.
    /// </exception>
    public UnpackedArchive OpenPart(FileContent content, string path, string part, CancellationToken cancellation = default)
    {
        string place = $"{path}: {part}";
        var stamp = new ArchiveStamp(_stampFolder, path, part);
        return OpenUnpacked(place, FindWhole(stamp.FindUnpacked()) ?? Unpack(content, DetectCompression(content), place, stamp, cancellation));
    }

    private static Compression DetectCompression(in FileContent content)
    {
        var start = new byte[Math.Min(Decompression.MagicLength, content.Length)];
        content.Read(0, start);
        return Decompression.Detect(start);
    }

    private UnpackedArchive OpenUnpacked(string place, string name) =>
        new(place, new(Path.Combine(_unpackedFolder, name)), name[..name.IndexOf('-', StringComparison.Ordinal)]);

    /// <summary>The name, if a file has it, and the length that it says: a crash of the host may have shortened the file.</summary>
    private string? FindWhole(string? name)
    {
        if (name is null)
            return null;
        var file = new FileInfo(Path.Combine(_unpackedFolder, name));
        return file.Exists && name.EndsWith(string.Create(CultureInfo.InvariantCulture, $"-{file.Length}"), StringComparison.Ordinal) ? name : null;
    }

    private string Unpack(in FileContent content, Compression compression, string place, ArchiveStamp stamp, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(_unpackedFolder);
            string digest = Digest(content);
            string name = Directory.EnumerateFiles(_unpackedFolder, digest + "-*").Select(path => FindWhole(Path.GetFileName(path))).FirstOrDefault(found => found is not null)
                ?? Decompress(content, compression, place, cancellation);
            stamp.Write(name);
            return name;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, folder, "free some room, or remove the folder", failure);
        }
    }

    private static string Digest(in FileContent content)
    {
        using var stream = new ContentStream(content);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Decompresses, and names the result by the digest of what was read for it.</summary>
    private string Decompress(in FileContent content, Compression compression, string place, CancellationToken cancellation)
    {
        string arriving = Path.Combine(_unpackedFolder, $"arriving-{Guid.NewGuid():N}");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var compressed = new HashingStream(new ContentStream(content), hash);
            long length;
            using (var image = ImageWriter.Create(arriving, cancellation))
            {
                length = Copy(compressed, compression, image, place);
                image.Commit(length);
            }
            string name = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash.GetHashAndReset())}-{length}");
            File.Move(arriving, Path.Combine(_unpackedFolder, name), overwrite: true);
            return name;
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    private static long Copy(HashingStream compressed, Compression compression, ImageWriter image, string place)
    {
        var buffer = new byte[CopySize];
        long length = 0;
        using Stream plain = Decompression.Open(compressed, compression, place);
        int count;
        while ((count = plain.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            image.Write(length, buffer.AsSpan(0, count));
            length += count;
            if (length > MostUnpacked)
                throw new SmolException($"decompresses to over {MostUnpacked >> 30} GiB, which no archive of ours does", place);
        }
        compressed.ReadToEnd(buffer);
        return length;
    }
}
