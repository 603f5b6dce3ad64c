using Smol.Storage;

namespace Smol.Building.Sandbox;

/// <summary>The scripts of a service's <c>postinst</c> folder.</summary>
public static class PostinstScripts
{
    private const string Folder = "postinst";

    /// <summary>The names of its <c>*.sh</c> files, in the order in which they run: that of their bytes.</summary>
    /// <param name="serviceFolder">The service's folder.</param>
    public static IReadOnlyList<string> In(string serviceFolder)
    {
        string folder = Path.Combine(serviceFolder, Folder);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.sh").Select(path => Path.GetFileName(path)!).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The scripts that a build runs: all, or the one that <c>SVCIMG</c> names.</summary>
    /// <param name="serviceFolder">The service's folder.</param>
    /// <param name="only">The script's name without <c>.sh</c>; null for all.</param>
    /// <exception cref="SmolException">There is no such script.</exception>
    public static IReadOnlyList<string> Wanted(string serviceFolder, string? only)
    {
        IReadOnlyList<string> all = In(serviceFolder);
        if (only is null)
            return all;
        return all.Contains(only + ".sh")
            ? [only + ".sh"]
            : throw new SmolException($"has no script {only}.sh, which SVCIMG names", Path.Combine(serviceFolder, Folder), all.Count == 0 ? null : "there are: " + string.Join(", ", all));
    }

    /// <summary>How a script is called from the image's root, in smolBSD's words.</summary>
    internal static string CalledFromRoot(string service, string script) => $"../service/{service}/{Folder}/{script}";
}
