using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Archives that were decompressed once. What an archive decompresses to lies under the archive's digest; a small file under
/// the archive's path, size and times says which digest that is, so that the second use reads no compressed byte.
/// </summary>
/// <param name="folder">The cache's folder; made when it is needed. It may be removed at any time.</param>
public sealed class ArchiveCache(string folder)
{
    private const int CopySize = 1 << 20;

    // No set comes near; what does is a bomb.
    private const long MostUnpacked = 1L << 36;

    /// <summary>Opens an archive, and decompresses it first where that was not done before.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">It can't be read, is damaged, or is compressed in a way that is not understood.</exception>
    public UnpackedArchive Open(string path, CancellationToken cancellation = default)
    {
        var file = new OpenFileSource(path);
        try
        {
            var content = FileContent.FromRange(file, 0, file.Length);
            Compression compression = DetectCompression(content);
            if (compression == Compression.None)
                return new(path, file, null);
            (string unpacked, string digest) = Unpack(content, compression, path, Stamp(path, ""), cancellation);
            file.Dispose();
            return new(path, new(unpacked), digest);
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
    /// <exception cref="SmolException">It is damaged, or is compressed in a way that is not understood.</exception>
    public UnpackedArchive OpenPart(FileContent content, string path, string part, CancellationToken cancellation = default)
    {
        string place = $"{path}: {part}";
        (string unpacked, string digest) = Unpack(content, DetectCompression(content), place, Stamp(path, part), cancellation);
        return new(place, new(unpacked), digest);
    }

    private static Compression DetectCompression(in FileContent content)
    {
        var start = new byte[Math.Min(Decompression.MagicLength, content.Length)];
        content.Read(0, start);
        return Decompression.Detect(start);
    }

    /// <summary>What tells one state of a file from another without reading it.</summary>
    private static string Stamp(string path, string part)
    {
        var file = new FileInfo(path);
        string identity = string.Create(CultureInfo.InvariantCulture,
            $"{file.FullName}\0{part}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\0{file.CreationTimeUtc.Ticks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    private (string Path, string Digest) Unpack(
        in FileContent content, Compression compression, string place, string stamp, CancellationToken cancellation)
    {
        string stampPath = Path.Combine(folder, "stamps", stamp);
        if (File.Exists(stampPath))
        {
            string known = File.ReadAllText(stampPath);
            if (File.Exists(UnpackedPath(known)))
                return (UnpackedPath(known), known);
        }

        Directory.CreateDirectory(Path.Combine(folder, "unpacked"));
        Directory.CreateDirectory(Path.Combine(folder, "stamps"));
        string arriving = Path.Combine(folder, "unpacked", $"arriving-{Guid.NewGuid():N}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var image = ImageWriter.Create(arriving, cancellation))
        {
            using var compressed = new HashingStream(new ContentStream(content), hash);
            image.Commit(Copy(compressed, compression, image, place));
        }
        string digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        File.Move(arriving, UnpackedPath(digest), overwrite: true);
        File.WriteAllText(arriving + ".stamp", digest);
        File.Move(arriving + ".stamp", stampPath, overwrite: true);
        return (UnpackedPath(digest), digest);
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

    private string UnpackedPath(string digest) => Path.Combine(folder, "unpacked", digest);
}
