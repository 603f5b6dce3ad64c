using Smol.Fetching;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.DiskImages;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>NetBSD's live images: whole disks, gzip-compressed.</summary>
public static class LiveImage
{
    private const int CopySize = 1 << 20;

    /// <summary>Decompresses one; its zeros become holes.</summary>
    /// <param name="file">The image as it was fetched.</param>
    /// <param name="path">The disk image to make; replaced at once or not at all.</param>
    /// <param name="cancellation">Ends the unpacking early.</param>
    /// <exception cref="SmolException">It is damaged, or the disk image can't be written.</exception>
    public static void Unpack(FetchedFile file, string path, CancellationToken cancellation)
    {
        var buffer = new byte[CopySize];
        long length = 0;
        using var image = ImageWriter.Create(path, cancellation);
        using Stream plain = Decompression.Open(File.OpenRead(file.Path), Compression.Gzip, file.Source);
        int count;
        while ((count = plain.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            image.Write(length, buffer.AsSpan(0, count));
            length += count;
        }
        image.Commit(length);
    }
}
