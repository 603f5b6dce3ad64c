using System.Globalization;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Linux;

/// <summary>Files of packages that nobody trusts: a sparse one can say any length.</summary>
internal static class PackedFile
{
    private const long Largest = 256 << 20;

    /// <summary>The file, which is no larger than kernels, modules and busybox get.</summary>
    /// <exception cref="SmolException">It is larger.</exception>
    public static FileNode Check(FileNode file, string place) => file.Content.Length <= Largest
        ? file
        : throw new SmolException(string.Create(CultureInfo.InvariantCulture, $"is {file.Content.Length} bytes long, which makes no sense"), place);

    /// <summary>All of its bytes.</summary>
    /// <exception cref="SmolException">It is larger than makes sense.</exception>
    public static byte[] Read(FileNode file, string place)
    {
        var bytes = new byte[Check(file, place).Content.Length];
        file.Content.Read(0, bytes);
        return bytes;
    }
}
