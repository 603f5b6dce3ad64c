using Microsoft.Win32.SafeHandles;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Partitions;

/// <summary>Makes a disk image longer. Its partitions stay as they are; the copy of the table moves to the new end.</summary>
public static class GptResize
{
    /// <summary>Makes the image longer, in an order that leaves a valid table at every moment.</summary>
    /// <param name="path">The image.</param>
    /// <param name="length">Its new length in bytes, at least the old; rounded down to a whole MiB.</param>
    /// <returns>The length that it has now.</returns>
    /// <exception cref="SmolException">It has no table, would become shorter, or can't be written.</exception>
    public static long Grow(string path, long length)
    {
        GptTable table;
        using (var image = new OpenFileSource(path))
        {
            if (!GptReader.IsPresent(image, image.Length))
                throw new SmolException("has no GPT partition table", path);
            table = GptReader.Read(image, image.Length);
            length = length / GptTable.Alignment * GptTable.Alignment;
            if (length < image.Length)
                throw new SmolException($"has {image.Length >> 20} MiB, and can't become shorter", path);
        }

        GptTable grown = table with { SectorCount = length / GptTable.SectorSize };
        byte[] back = GptWriter.Back(grown);
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            RandomAccess.SetLength(file, length);
            RandomAccess.Write(file, back, length - back.Length);
            RandomAccess.Write(file, GptWriter.Front(grown), 0);
            if (grown.SectorCount != table.SectorCount)
                RandomAccess.Write(file, new byte[back.Length], table.ImageLength - back.Length);
            return length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
    }
}
