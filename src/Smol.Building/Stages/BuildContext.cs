using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>The folder that <c>COPY</c> takes files from, without what its <c>.dockerignore</c> leaves out. Looked at when it is first asked for.</summary>
/// <param name="folder">The folder.</param>
/// <param name="rules">What is left out.</param>
/// <param name="time">The time of its files.</param>
public sealed class BuildContext(string folder, IgnoreRules rules, Timestamp time)
{
    private FileTree? _tree;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Its files, which belong to 0:0.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    public FileTree Tree => _tree ??= Read();

    private FileTree Read()
    {
        var tree = new FileTree(time);
        // A folder that is left out is looked into only where a rule may take something in it back.
        HostFolder.AddTo(tree, TreePath.Root, folder, time, path => rules.Ignores(path) && !(rules.HasExceptions && Directory.Exists(Path.Combine(folder, path))));
        if (rules.HasExceptions)
            RemoveEmpty(tree.Root, "");
        return tree;
    }

    /// <summary>Folders that are left out themselves and turned out to have nothing that is not.</summary>
    private void RemoveEmpty(DirectoryNode directory, string inside)
    {
        foreach (DirectoryEntry entry in directory.SortedEntries())
        {
            if (entry.Node is not DirectoryNode below)
                continue;
            string path = inside + entry.Name;
            RemoveEmpty(below, path + "/");
            if (below.Count == 0 && rules.Ignores(path))
                directory.Remove(entry.Name);
        }
    }
}
