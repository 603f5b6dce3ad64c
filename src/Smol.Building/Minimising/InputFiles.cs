using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>What sets, packages and a base image brought, before the recipe laid anything: the rest is the recipe's own, and stays.</summary>
public sealed class InputFiles
{
    private readonly Dictionary<TreePath, Node> _nodes = [];

    private InputFiles()
    {
    }

    /// <summary>Notes what is in a tree.</summary>
    public static InputFiles Of(FileTree tree)
    {
        var files = new InputFiles();
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
            if (entry.Node is not DirectoryNode)
                files._nodes.Add(entry.Path, entry.Node);
        return files;
    }

    /// <summary>Whether what is at a path now was not there, or was something else. Scripts may have changed its attributes, and a guest the place of its bytes.</summary>
    public bool IsNew(TreePath path, Node node) => !_nodes.TryGetValue(path, out Node? before) || (before, node) switch
    {
        (FileNode old, FileNode file) => !file.Content.IsSameAs(old.Content) && FileContentComparison.Difference(file.Content, old.Content) is not null,
        (SymbolicLinkNode old, SymbolicLinkNode link) => link.Target != old.Target,
        _ => node.Kind != before.Kind,
    };
}
