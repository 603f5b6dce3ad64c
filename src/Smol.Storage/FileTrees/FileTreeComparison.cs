namespace Smol.Storage.FileTrees;

/// <summary>Finds in what two trees differ. Whether zeros in a file are a hole is no difference, nor is where its bytes lie.</summary>
public sealed class FileTreeComparison
{
    private readonly List<FileTreeDifference> _differences = [];
    private readonly Stack<(TreePath Path, DirectoryNode First, DirectoryNode Second)> _waiting = new();
    private readonly Dictionary<Node, TreePath> _firstNames = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, TreePath> _secondNames = new(ReferenceEqualityComparer.Instance);

    private FileTreeComparison()
    {
    }

    /// <summary>Every difference; a directory before what is in it, and the names of a directory in byte order.</summary>
    /// <exception cref="SmolException">Content can't be read.</exception>
    public static IReadOnlyList<FileTreeDifference> Compare(FileTree first, FileTree second)
    {
        var comparison = new FileTreeComparison();
        comparison.CompareNodes(TreePath.Root, first.Root, second.Root);
        // A stack of its own: a hostile archive can nest directories deeper than calls may be.
        while (comparison._waiting.TryPop(out var pair))
            comparison.CompareDirectories(pair.Path, pair.First, pair.Second);
        return comparison._differences;
    }

    private void CompareDirectories(TreePath path, DirectoryNode first, DirectoryNode second)
    {
        DirectoryEntry[] firstEntries = first.SortedEntries();
        DirectoryEntry[] secondEntries = second.SortedEntries();
        int waiting = _waiting.Count;
        int left = 0;
        int right = 0;
        while (left < firstEntries.Length || right < secondEntries.Length)
        {
            int order = left == firstEntries.Length ? 1
                : right == secondEntries.Length ? -1
                : firstEntries[left].Name.CompareTo(secondEntries[right].Name);
            if (order < 0)
                AddWhole(path, firstEntries[left++], FileTreeDifferenceKind.Removed);
            else if (order > 0)
                AddWhole(path, secondEntries[right++], FileTreeDifferenceKind.Added);
            else
                CompareNodes(path.Append(firstEntries[left].Name), firstEntries[left++].Node, secondEntries[right++].Node);
        }
        ReverseFrom(waiting);
    }

    /// <summary>What was pushed last is taken first: turned round, directories are taken in the order of their names.</summary>
    private void ReverseFrom(int count)
    {
        var pushed = new List<(TreePath, DirectoryNode, DirectoryNode)>();
        while (_waiting.Count > count)
            pushed.Add(_waiting.Pop());
        pushed.ForEach(_waiting.Push);
    }

    private void AddWhole(TreePath directory, DirectoryEntry entry, FileTreeDifferenceKind kind)
    {
        bool isRemoved = kind == FileTreeDifferenceKind.Removed;
        var waiting = new Stack<(TreePath Path, Node Node)>([(directory.Append(entry.Name), entry.Node)]);
        while (waiting.TryPop(out var item))
        {
            Add(item.Path, kind, isRemoved ? NameOf(item.Node) : "", isRemoved ? "" : NameOf(item.Node));
            if (item.Node is not DirectoryNode below)
                continue;
            foreach (DirectoryEntry child in below.SortedEntries().Reverse())
                waiting.Push((item.Path.Append(child.Name), child.Node));
        }
    }

    private void CompareNodes(TreePath path, Node first, Node second)
    {
        CompareLinks(path, first, second);
        if (first.Kind != second.Kind)
        {
            Add(path, FileTreeDifferenceKind.NodeKind, NameOf(first), NameOf(second));
            return;
        }
        CompareAttributes(path, first.Attributes, second.Attributes);
        switch (first, second)
        {
            case (DirectoryNode firstDirectory, DirectoryNode secondDirectory):
                _waiting.Push((path, firstDirectory, secondDirectory));
                break;
            case (FileNode firstFile, FileNode secondFile):
                if (FileContentComparison.Difference(firstFile.Content, secondFile.Content) is { } difference)
                    Add(path, FileTreeDifferenceKind.Content, difference.First, difference.Second);
                break;
            case (SymbolicLinkNode firstLink, SymbolicLinkNode secondLink):
                AddUnlessEqual(path, FileTreeDifferenceKind.LinkTarget, firstLink.Target, secondLink.Target);
                break;
            case (DeviceNode firstDevice, DeviceNode secondDevice):
                AddUnlessEqual(path, FileTreeDifferenceKind.Device, (firstDevice.Major, firstDevice.Minor), (secondDevice.Major, secondDevice.Minor));
                break;
        }
    }

    private void CompareAttributes(TreePath path, in NodeAttributes first, in NodeAttributes second)
    {
        AddUnlessEqual(path, FileTreeDifferenceKind.Permissions, Octal(first.Permissions), Octal(second.Permissions));
        AddUnlessEqual(path, FileTreeDifferenceKind.Owner, (first.UserId, first.GroupId), (second.UserId, second.GroupId));
        AddUnlessEqual(path, FileTreeDifferenceKind.Time, first.Modified, second.Modified);
        AddUnlessEqual(path, FileTreeDifferenceKind.Flags, first.Flags, second.Flags);
    }

    /// <summary>The trees are walked in one order, so linked alike they have the same first name for a node.</summary>
    private void CompareLinks(TreePath path, Node first, Node second)
    {
        if (first.NameCount > 1 || second.NameCount > 1)
            AddUnlessEqual(path, FileTreeDifferenceKind.HardLink, FirstName(_firstNames, path, first), FirstName(_secondNames, path, second));
    }

    private static TreePath FirstName(Dictionary<Node, TreePath> names, TreePath path, Node node)
    {
        if (names.TryGetValue(node, out TreePath earlier))
            return earlier;
        names.Add(node, path);
        return path;
    }

    private void AddUnlessEqual<T>(TreePath path, FileTreeDifferenceKind kind, T first, T second)
        where T : IEquatable<T>
    {
        if (!first.Equals(second))
            Add(path, kind, $"{first}", $"{second}");
    }

    private void Add(TreePath path, FileTreeDifferenceKind kind, string first, string second) => _differences.Add(new(path, kind, first, second));

    private static string Octal(ushort permissions) => "0" + Convert.ToString(permissions, 8);

    private static string NameOf(Node node) => node.Kind.ToString();
}
