using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Finds what a path with patterns in its names stands for, as a shell does: a pattern is for one name, and not for a dot at its beginning.</summary>
internal static class TreePatterns
{
    /// <summary>The paths that match, in byte order; symbolic links on the way are not followed but for names without a pattern.</summary>
    /// <param name="tree">Where.</param>
    /// <param name="text">The path; without a pattern it is the only answer, whether it is there or not.</param>
    public static IEnumerable<TreePath> Expand(FileTree tree, string text)
    {
        if (!TreePath.TryParse(Encoding.UTF8.GetBytes("./" + text), out TreePath whole, out _))
            return [];
        if (!IsPattern(text))
            return [whole];
        var routes = new TreeRoutes(tree);
        IEnumerable<TreePath> found = [TreePath.Root];
        foreach (string name in whole.Names().Select(name => name.ToString()))
            found = IsPattern(name) ? found.SelectMany(path => Matching(routes, path, name)) : found.Select(path => path.Append(ByteString.FromText(name)));
        return found.Where(path => routes.Find(path.Parent)?.Node is DirectoryNode parent && parent.Find(path.Name) is not null);
    }

    private static IEnumerable<TreePath> Matching(TreeRoutes routes, TreePath path, string pattern)
    {
        if (routes.Find(path)?.Node is not DirectoryNode directory)
            return [];
        var name = PathPattern.Parse(pattern);
        return directory.SortedEntries().Where(entry => (entry.Name.Span[0] != '.' || pattern[0] == '.') && name.Matches(entry.Name.Span)).Select(entry => path.Append(entry.Name));
    }

    private static bool IsPattern(string text) => text.AsSpan().IndexOfAny("*?[") >= 0;
}
