namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>
/// Finds included files: beside the file that names them, in the context, and, since smolBSD's files name them from the folder above their
/// own, there.
/// </summary>
/// <param name="context">The context's folder; null where no files are to be looked for at all.</param>
internal sealed class IncludeLocator(string? context)
{
    /// <summary>The path of a file; null when it is nowhere.</summary>
    /// <param name="from">The file that names it.</param>
    /// <param name="name">The name.</param>
    public string? Find(string from, string name)
    {
        if (context is null)
            return null;
        string folder = Path.GetDirectoryName(from) is { Length: > 0 } beside ? beside : ".";
        string[] candidates = [Path.Combine(folder, name), Path.Combine(context, name), Path.Combine(folder, "..", name)];
        return candidates.FirstOrDefault(File.Exists) is { } found ? Shorten(found) : null;
    }

    /// <summary>The path as messages name it: from the current folder on where it is below.</summary>
    private static string Shorten(string path)
    {
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
