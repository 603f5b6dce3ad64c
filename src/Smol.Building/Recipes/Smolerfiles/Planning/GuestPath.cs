namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Paths of the guest as instructions write them.</summary>
internal static class GuestPath
{
    /// <summary>The absolute path of one, without <c>.</c>, <c>..</c> and doubled slashes; a slash at its end stays.</summary>
    /// <param name="folder">The folder it is from when it does not begin with a slash.</param>
    /// <param name="path">The path; a folder itself when it is empty or <c>.</c>.</param>
    public static string Resolve(string folder, string path)
    {
        string full = path.StartsWith('/') ? path : $"{folder}/{path}";
        bool isFolder = path.Length == 0 || path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path is "." or "..";
        string names = string.Join('/', Names(full));
        return names.Length == 0 ? "/" : isFolder ? $"/{names}/" : $"/{names}";
    }

    /// <summary>The same for a folder, without a slash at its end.</summary>
    public static string ResolveFolder(string folder, string path) => Resolve(folder, path) is [_, .., '/'] resolved ? resolved[..^1] : Resolve(folder, path);

    /// <summary>A path from a context's root on; null when it leads out of it. A slash at its end stays.</summary>
    public static string? FromRoot(string path)
    {
        int depth = 0;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            depth += name switch { "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
                return null;
        }
        string names = string.Join('/', Names(path));
        return names.Length == 0 ? "." : path.EndsWith('/') ? names + "/" : names;
    }

    private static List<string> Names(string path)
    {
        var names = new List<string>();
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "."))
        {
            if (name != "..")
                names.Add(name);
            else if (names.Count > 0)
                names.RemoveAt(names.Count - 1);
        }
        return names;
    }
}
