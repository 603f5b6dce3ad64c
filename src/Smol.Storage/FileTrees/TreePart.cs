namespace Smol.Storage.FileTrees;

/// <summary>Lays a part of one tree over another.</summary>
public sealed class TreePart
{
    private readonly FileTree _tree;
    private readonly FileTree _whole;
    private readonly NodeCopies _copies = new();

    private TreePart(FileTree tree, FileTree whole)
    {
        _tree = tree;
        _whole = whole;
    }

    /// <summary>
    /// Lays what patterns take over a tree. The directories on the way come along with their attributes where the tree does not have
    /// them. Names of one node stay so; one that leads out of the part brings the content.
    /// </summary>
    /// <param name="tree">What it is laid over.</param>
    /// <param name="whole">What a part is taken of; it stays as it is.</param>
    /// <param name="patterns">Which part.</param>
    /// <param name="place">What errors call the whole.</param>
    /// <exception cref="SmolException">A pattern matches nothing, or a node does not go with what is in the tree.</exception>
    public static void AddTo(FileTree tree, FileTree whole, IReadOnlyList<PathPattern> patterns, string place)
    {
        var part = new TreePart(tree, whole);
        var matched = new bool[patterns.Count];
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(whole))
        {
            if (!IsTaken(entry.Path, patterns, matched))
                continue;
            try
            {
                part.Add(entry);
            }
            catch (SmolException refused)
            {
                throw new SmolException(refused.Problem, $"{place}: {entry.Path}", refused.Hint, refused);
            }
        }
        int missing = Array.IndexOf(matched, false);
        if (missing >= 0)
            throw NoMatch(patterns[missing], whole, place);
    }

    private static bool IsTaken(TreePath path, IReadOnlyList<PathPattern> patterns, bool[] matched)
    {
        bool isTaken = false;
        for (int index = 0; index < patterns.Count; index++)
        {
            bool takes = patterns[index].Takes(path.Bytes.Span);
            matched[index] |= takes;
            isTaken |= takes;
        }
        return isTaken;
    }

    private void Add(FileTreeEntry entry)
    {
        if (!entry.Path.IsRoot)
            AddMissing(entry.Path.Parent);
        _tree.Put(entry.Path, _copies.Of(entry.Node));
    }

    private void AddMissing(TreePath directory)
    {
        if (directory.IsRoot || _tree.Resolve(directory) is DirectoryNode)
            return;
        AddMissing(directory.Parent);
        _tree.Put(directory, _copies.Of(_whole.Find(directory)!));
    }

    private static SmolException NoMatch(PathPattern pattern, FileTree whole, string place)
    {
        IReadOnlyList<string> near = NearNames.Find("/" + pattern.Text.TrimStart('.', '/'), FileTreeWalk.Entries(whole).Select(entry => entry.Path.ToString()));
        return new($"nothing in it matches '{pattern}'", place, near.Count == 0 ? "'smol set ls' shows what it has" : "it has " + string.Join(", ", near));
    }
}
