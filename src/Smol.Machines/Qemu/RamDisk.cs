using Smol.Storage;
using Smol.Storage.DiskImages;

namespace Smol.Machines.Qemu;

/// <summary>
/// Makes a guest's RAM disk from a disk image: the bytes of its filesystem alone, since most kernels look for no partition table in a
/// RAM disk. So one file serves as a drive and as a RAM disk.
/// </summary>
internal static class RamDisk
{
    /// <summary>Writes the RAM disk.</summary>
    /// <param name="path">Its file; one that is there is replaced.</param>
    /// <param name="imagePath">The disk image, or a bare filesystem.</param>
    /// <param name="memoryMiB">The machine's memory, which it has to fit in.</param>
    /// <exception cref="SmolException">The image can't be read, or is too large.</exception>
    public static void Create(string path, string imagePath, int memoryMiB)
    {
        (long offset, long length) = Place(imagePath);
        if (length >= (long)memoryMiB << 20)
            throw new SmolException($"a RAM disk of {length >> 20} MiB does not fit into {memoryMiB} MiB of memory", imagePath, "give the machine more memory with '-m'");
        try
        {
            using FileStream image = new(imagePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using FileStream disk = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            image.Position = offset;
            SparseCopy.Run(image, disk, length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be made a RAM disk: " + failure.Message, imagePath, cause: failure);
        }
    }

    private static (long Offset, long Length) Place(string imagePath)
    {
        using OpenedDiskImage image = OpenedDiskImage.Open(imagePath);
        return (image.Offset, image.Length);
    }
}
