namespace Smol.Storage.DiskImages;

/// <summary>A filesystem of which every inode and block has its place, ready to be written.</summary>
public interface IFilesystemLayout
{
    /// <summary>The filesystem's length in bytes.</summary>
    long Length { get; }

    /// <summary>Writes the filesystem into an image, in ascending order of place; what it does not write is to be zero.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in the image the filesystem begins, in bytes.</param>
    /// <param name="identity">A digest of what goes in, from which its ids are derived.</param>
    /// <exception cref="SmolException">A file's content can't be read, or the image can't be written.</exception>
    void Write(ImageWriter image, long offset, ReadOnlySpan<byte> identity);
}
