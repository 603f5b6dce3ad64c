using Microsoft.Win32.SafeHandles;
using Smol.Machines.Native;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines.Firecracker;

/// <summary>A machine's own copy of a disk image, which shares its blocks with the image where the filesystem can do that.</summary>
internal static class DiskCopy
{
    /// <summary>Makes the copy.</summary>
    /// <param name="path">Its file; it appears whole or not at all.</param>
    /// <param name="imagePath">The disk image.</param>
    /// <exception cref="SmolException">It can't be read or written.</exception>
    public static void Create(string path, string imagePath)
    {
        string partial = path + ".partial";
        try
        {
            using (FileStream image = new(imagePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
            using (FileStream copy = new(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
                if (!TryShare(image.SafeFileHandle, copy.SafeFileHandle))
                    SparseCopy.Run(image, copy, image.Length);
            File.Move(partial, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be copied: " + failure.Message, imagePath, cause: failure);
        }
    }

    /// <summary>ioctl_ficlone(2): Btrfs, XFS and others; every other filesystem refuses.</summary>
    private static bool TryShare(SafeFileHandle image, SafeFileHandle copy) => OperatingSystem.IsLinux() && LibC.Clone(copy, LibC.FiClone, image) == 0;
}
