using Smol.Storage;

namespace Smol.Building.Composition;

/// <summary>
/// Where sets are: folders with <c>NAME.tar.xz</c>, <c>.tgz</c>, <c>.tar.gz</c> or <c>.tar</c>, and, for Linux guests, Debian's
/// <c>NAME_VERSION_ARCH.deb</c>. The first folder that has a set wins.
/// </summary>
/// <param name="folders">The folders, as <c>sets/ARCH</c>.</param>
/// <param name="architecture">NetBSD's word for the architecture.</param>
public sealed class SetLibrary(IReadOnlyList<string> folders, string architecture)
{
    private static readonly string[] Extensions = ["", ".tar.xz", ".tgz", ".tar.gz", ".tar"];

    /// <summary>The archive of a set.</summary>
    /// <param name="set">Its name, with or without the extension, or the path of any archive.</param>
    /// <exception cref="SmolException">No folder has it.</exception>
    public string Find(string set)
    {
        if (set.Contains(':', StringComparison.Ordinal))
            throw new SmolException("a part of a set can't be taken in this version", set, "name the whole set");
        if (set.Contains('/', StringComparison.Ordinal))
            return File.Exists(set) ? set : throw new SmolException("there is no such file", set);
        return folders.Select(folder => FindIn(folder, set)).FirstOrDefault(path => path is not null)
            ?? throw new SmolException("no such set", set, $"looked in {string.Join(" and ", folders)}; --sets names another folder");
    }

    private string? FindIn(string folder, string set)
    {
        string? archive = Extensions.Select(extension => Path.Combine(folder, set + extension)).FirstOrDefault(File.Exists);
        if (archive is not null || !Directory.Exists(folder))
            return archive;
        return Directory.EnumerateFiles(folder, $"{set}_*.deb")
            .Where(path => path.EndsWith($"_{DebianArchitecture}.deb", StringComparison.Ordinal) || path.EndsWith("_all.deb", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
    }

    private string DebianArchitecture => architecture == "evbarm-aarch64" ? "arm64" : architecture;
}
