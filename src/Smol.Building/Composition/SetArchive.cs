using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>A set that is open: a tar archive, or a Debian package's.</summary>
internal sealed class SetArchive : IDisposable
{
    private readonly DebPackage? _package;

    private SetArchive(string path, UnpackedArchive data, DebPackage? package, string digest)
    {
        Data = data;
        _package = package;
        Input = new("set", Path.GetFileName(path), "sha256:" + digest);
    }

    /// <summary>Its files.</summary>
    public UnpackedArchive Data { get; }

    /// <summary>What to note of it in the image's record.</summary>
    public ImageInput Input { get; }

    /// <exception cref="SmolException">It can't be read, or is damaged.</exception>
    public static SetArchive Open(string path, ArchiveCache cache, CancellationToken cancellation)
    {
        if (IsPackage(path))
        {
            DebPackage package = DebPackage.Open(path, cache, cancellation);
            return new(path, package.Data, package, FileDigest.Sha256(path));
        }
        UnpackedArchive data = cache.Open(path, cancellation);
        return new(path, data, null, data.Digest ?? FileDigest.Sha256(path));
    }

    public void Dispose()
    {
        Data.Dispose();
        _package?.Dispose();
    }

    private static bool IsPackage(string path)
    {
        using var file = new OpenFileSource(path);
        var start = new byte[Math.Min(ArReader.MagicLength, file.Length)];
        file.Read(0, start);
        return DebPackage.HasMagic(start);
    }
}
