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

    /// <summary>How a script is called from the image's root, in smolBSD's words.</summary>
    internal static string CalledFromRoot(string service, string script) => $"../service/{service}/{Folder}/{script}";
}
