using System.Globalization;
using System.Security.Cryptography;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>A folder of this host with binary packages and their summary.</summary>
public sealed class PackageRepository
{
    private static readonly string[] SummaryNames = ["pkg_summary.xz", "pkg_summary.gz", "pkg_summary"];

    private readonly string _folder;
    private PackageSummary? _summary;

    private PackageRepository(string folder, string summaryPath) => (_folder, SummaryPath) = (folder, summaryPath);

    /// <summary>The summary's file.</summary>
    public string SummaryPath { get; }

    /// <summary>The packages, read when they are first asked for.</summary>
    /// <exception cref="SmolException">The summary can't be read, or is damaged.</exception>
    public PackageSummary Summary => _summary ??= PackageSummary.Read(SummaryPath);

    /// <summary>Opens a repository.</summary>
    /// <param name="path">The folder, which has <c>pkg_summary.xz</c>, <c>pkg_summary.gz</c> or <c>pkg_summary</c>; or such a file, with the packages beside it.</param>
    /// <exception cref="SmolException">There is none.</exception>
    public static PackageRepository Open(string path)
    {
        if (!Directory.Exists(path))
            return new(Path.GetDirectoryName(Path.GetFullPath(path))!, File.Exists(path) ? path : throw new SmolException("is not there", path, "a repository is a folder with pkg_summary.gz in it, or that file"));
        foreach (string name in SummaryNames)
        {
            string summary = Path.Combine(path, name);
            if (File.Exists(summary))
                return new(path, summary);
        }
        throw new SmolException("has no pkg_summary.xz, pkg_summary.gz or pkg_summary", path, "in a folder of packages, 'pkg_info -X *.tgz | gzip >pkg_summary.gz' makes it");
    }

    /// <summary>A package's archive, which has the length and the digest that the summary says, if it says them.</summary>
    /// <exception cref="SmolException">It is not there, or another file than the summary speaks of.</exception>
    public string FindArchive(PackageSummaryEntry entry)
    {
        string name = entry.FileName;
        if (name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
            throw new SmolException($"the archive of {entry.Name} is called '{name}', which leaves the repository", SummaryPath);
        var archive = new FileInfo(Path.Combine(_folder, name));
        if (!archive.Exists)
            throw new SmolException($"is not there, and the summary says that it is {entry.Name}", archive.FullName, "get the whole repository, or make the summary again");
        if (entry.FileSize is { } size && size != archive.Length)
            throw new SmolException(string.Create(CultureInfo.InvariantCulture, $"has {archive.Length} bytes, and the summary says {size}"), archive.FullName, "get it again, or make the summary again");
        if (entry.FileChecksum?.Split(' ') is [var algorithm, var digest] && Digest(archive.FullName, algorithm) is { } actual && !actual.Equals(digest, StringComparison.OrdinalIgnoreCase))
            throw new SmolException($"has the {algorithm} digest {actual}, and the summary says {digest}", archive.FullName, "get it again, or make the summary again");
        return archive.FullName;
    }

    /// <summary>Null for an algorithm that is not known, or too weak to be worth its time.</summary>
    private static string? Digest(string path, string algorithm)
    {
        if (algorithm is not ("SHA256" or "SHA512"))
            return null;
        if (algorithm == "SHA256")
            return FileDigest.Sha256(path);
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA512.HashData(stream));
    }
}
