using Smol.Fetching;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>The NetBSD kernels of a user: <c>ARCH/NAME</c>, decompressed, as VMMs want them.</summary>
/// <param name="folder">The folder that holds them; made when the first comes.</param>
public sealed class KernelFolder(string folder)
{
    /// <summary>Puts a fetched kernel there; one of the same name is replaced, at once or not at all.</summary>
    /// <param name="port">The port that it is for.</param>
    /// <param name="name">Its name at the mirror; <c>.gz</c> is left off.</param>
    /// <param name="file">Its bytes, gzip-compressed or not.</param>
    /// <returns>Where it is now.</returns>
    /// <exception cref="SmolException">It is damaged, or the folder can't be written.</exception>
    public string Install(NetBsdPort port, string name, FetchedFile file)
    {
        string path = PathOf(port, name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
        AtomicFile.Write(path, target =>
        {
            using Stream plain = OpenPlain(file);
            plain.CopyTo(target);
        });
        return path;
    }

    /// <summary>Where the kernels of a port would be, smolBSD's first, then the release's.</summary>
    public IEnumerable<string> Paths(NetBsdPort port) => [PathOf(port, port.SmolKernel), PathOf(port, port.ReleaseKernel)];

    /// <summary>The kernel of that name; null when it is not there.</summary>
    public string? TryFind(NetBsdPort port, string name) => PathOf(port, name) is var path && File.Exists(path) ? path : null;

    private string PathOf(NetBsdPort port, string name) => Path.Combine(folder, port.Name, name);

    private static Stream OpenPlain(FetchedFile file)
    {
        var start = new byte[Decompression.MagicLength];
        FileStream stream = File.OpenRead(file.Path);
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return Decompression.Open(stream, Decompression.Detect(start.AsSpan(0, length)), file.Source);
    }
}
