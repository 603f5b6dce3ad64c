using Smol.Storage.FileTrees;

namespace Smol.TestSupport;

/// <summary>
/// What a tree is built from: a list that stays good whatever is taken out of it, so that a failing tree can be made smaller.
/// </summary>
public sealed record FileTreeDraft(NodeAttributes Root, IReadOnlyList<FileTreeDraftEntry> Entries)
{
    /// <summary>Makes the tree, always the same one. An entry whose name its directory already has is left out.</summary>
    public FileTree Build()
    {
        var tree = new FileTree();
        tree.Root.Attributes = Root;
        List<DirectoryNode> directories = [tree.Root];
        List<Node> others = [];
        foreach (FileTreeDraftEntry entry in Entries)
        {
            DirectoryNode parent = directories[entry.Directory % directories.Count];
            Node? node = entry.Kind is null && others.Count > 0 ? others[entry.Earlier % others.Count] : entry.Build();
            if (node is null || parent.Find(entry.Name) is not null || node.NameCount >= entry.MostLinks)
                continue;
            parent.Put(entry.Name, node);
            if (node is DirectoryNode directory)
                directories.Add(directory);
            else if (entry.Kind is not null)
                others.Add(node);
        }
        return tree;
    }

    /// <summary>Drafts that are simpler than this one, the simplest first.</summary>
    public IEnumerable<FileTreeDraft> Shrink()
    {
        for (int length = Entries.Count / 2; length > 0; length /= 2)
        {
            for (int start = 0; start + length <= Entries.Count; start += length)
                yield return this with { Entries = [.. Entries.Take(start), .. Entries.Skip(start + length)] };
        }
        for (int index = 0; index < Entries.Count; index++)
        {
            foreach (FileTreeDraftEntry simpler in Entries[index].Shrink(index))
                yield return this with { Entries = [.. Entries.Take(index), simpler, .. Entries.Skip(index + 1)] };
        }
    }

    public override string ToString() => $"Root {Root}\n" + string.Join('\n', Entries);
}
