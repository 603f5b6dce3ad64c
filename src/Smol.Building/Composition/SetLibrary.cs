using Smol.Storage;

namespace Smol.Building.Composition;

/// <summary>
/// Where sets are: folders with <c>NAME.tar.xz</c>, <c>.tgz</c>, <c>.tar.gz</c> or <c>.tar</c>, and, for Linux guests, Debian's
/// <c>NAME_VERSION_ARCH.deb</c>. The first folder that has a set wins.
/// </summary>
/// <param name="folders">The folders, as <c>sets/ARCH</c>.</param>
/// <param name="architecture">NetBSD's word for the architecture.</param>
/// <param name="recipeFolder">Where to look for a path that is not there from the current folder on; null for nowhere.</param>
public sealed class SetLibrary(IReadOnlyList<string> folders, string architecture, string? recipeFolder = null)
{
    private static readonly string[] Extensions = [".tar.xz", ".tgz", ".tar.gz", ".tar"];

    /// <summary>The archive, package or folder that a set is.</summary>
    /// <param name="set">The set.</param>
    /// <exception cref="SmolException">It is not there.</exception>
    public string Find(SetReference set)
    {
        if (TryFind(set) is { } found)
            return found;
        if (set.IsPath)
            throw new SmolException("there is no such file or folder", set.Name);
        IReadOnlyList<string> near = NearNames.Find(set.Name, List().Select(file => file.Name));
        throw new SmolException("no such set", set.Name,
            (near.Count == 0 ? "" : $"there is {string.Join(", ", near)}; ") + $"looked in {string.Join(" and ", folders)}; --sets names another folder");
    }

    /// <summary>The archive, package or folder that a set is; null when it is not there.</summary>
    /// <param name="set">The set.</param>
    public string? TryFind(SetReference set) =>
        set.IsPath ? FindPath(set.Name) : folders.Select(folder => FindIn(folder, set.Name)).FirstOrDefault(path => path is not null);

    /// <summary>All sets of the folders, by name.</summary>
    public IReadOnlyList<SetFile> List() =>
    [
        .. folders.Where(Directory.Exists).SelectMany(Directory.GetFiles).Select(path => NameOf(Path.GetFileName(path))).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal).Select(name => new SetFile(name, Find(new(name, [])))),
    ];

    /// <summary>The set that an archive is, by the archive's name; null when it is not called as sets are.</summary>
    public static string? NameOfArchive(string file) =>
        Extensions.FirstOrDefault(extension => file.EndsWith(extension, StringComparison.Ordinal)) is { } known ? file[..^known.Length] : null;

    private string? FindPath(string path) =>
        Path.Exists(path) ? path : recipeFolder is not null && Path.Combine(recipeFolder, path) is var there && Path.Exists(there) ? there : null;

    private string? FindIn(string folder, string set)
    {
        string? archive = Extensions.Prepend("").Select(extension => Path.Combine(folder, set + extension)).FirstOrDefault(File.Exists);
        if (archive is not null || !Directory.Exists(folder))
            return archive;
        return Directory.EnumerateFiles(folder, $"{set}_*.deb").Where(IsForArchitecture).Order(StringComparer.Ordinal).LastOrDefault();
    }

    private string? NameOf(string file) =>
        NameOfArchive(file) ?? (IsForArchitecture(file) && file.IndexOf('_', StringComparison.Ordinal) is > 0 and var end ? file[..end] : null);

    private bool IsForArchitecture(string package) =>
        package.EndsWith($"_{DebianArchitecture}.deb", StringComparison.Ordinal) || package.EndsWith("_all.deb", StringComparison.Ordinal);

    private string DebianArchitecture => architecture == "evbarm-aarch64" ? "arm64" : architecture;
}
