using Smol.Guests;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Takes from a composed tree all that nothing needs.</summary>
/// <param name="guest">The guest that it holds.</param>
/// <param name="keep">What the recipe wants to keep.</param>
public sealed class Minimiser(GuestKind guest, KeepList keep)
{
    // init(8) and the shell that runs /etc/rc.
    private static readonly string[] Always = ["dev", "sbin/init", "bin/sh"];

    /// <summary>Minimises a tree.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="inputs">What of it sets, packages and a base image brought: all else stays.</param>
    /// <exception cref="SmolException">Its package database is damaged.</exception>
    public MinimisedTree Minimise(FileTree tree, InputFiles inputs)
    {
        TreeSize before = TreeSize.Of(tree);
        var closure = new TreeClosure(tree, guest);
        List<KeepEntry> absent = [.. KeepWanted(tree, closure)];
        foreach (string path in Always)
            closure.Keep(TreePath.FromText(path), new("what every image has"));
        KeepOwn(tree, inputs, closure);
        closure.Complete();

        FileTreeEntry[] entries = [.. FileTreeWalk.Entries(tree)];
        TreePruning.Prune(tree, closure.Kept);
        FileTreeEntry[] removed = [.. entries.Where(entry => entry.Node is not DirectoryNode && !closure.Kept.Contains(entry.Path))];
        return new(tree, closure.Kept, [.. removed.Select(entry => entry.Path)])
        {
            Before = before,
            After = TreeSize.Of(tree),
            Gone = Gone(removed),
            Warnings = [.. Warnings(absent, closure)],
        };
    }

    /// <summary>What went, by folders of at most two names, the largest first. A file that keeps another name has not gone.</summary>
    private static GoneFolder[] Gone(FileTreeEntry[] removed) =>
    [
        .. removed.GroupBy(entry => string.Join('/', entry.Path.Names().Take(entry.Path.Parent.IsRoot || entry.Path.Parent.Parent.IsRoot ? 1 : 2)))
            .Select(group => new GoneFolder("/" + group.Key, new(group.Count(), group.Where(entry => entry.Node.NameCount == 0).Select(entry => entry.Node).Distinct().OfType<FileNode>().Sum(file => file.Content.Length))))
            .OrderByDescending(folder => folder.Size.Bytes),
    ];

    private IEnumerable<KeepEntry> KeepWanted(FileTree tree, TreeClosure closure)
    {
        foreach (KeepEntry entry in keep.Paths)
        {
            bool isFound = false;
            foreach (TreePath path in TreePatterns.Expand(tree, entry.Text))
                isFound |= closure.Keep(path, new($"named by {entry.Place}"));
            if (!isFound && !entry.IsOptional)
                yield return entry;
        }
        foreach (KeepEntry missing in KeptPackages.Keep(tree, keep.Packages, closure))
            yield return missing with { Text = $"the package {missing.Text}" };
    }

    /// <summary>What the recipe lays is why there is an image, and so is what its scripts call.</summary>
    private static void KeepOwn(FileTree tree, InputFiles inputs, TreeClosure closure)
    {
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
        {
            if (entry.Node is DirectoryNode || !inputs.IsNew(entry.Path, entry.Node))
                continue;
            closure.Keep(entry.Path, new("laid by the service"));
            if (entry.Node is FileNode file && KeptScripts.IsShellScript(entry.Path, file))
                closure.KeepCalled(entry.Path);
        }
    }

    private static IEnumerable<string> Warnings(IReadOnlyList<KeepEntry> absent, TreeClosure closure)
    {
        foreach (IGrouping<string, KeepEntry> place in absent.GroupBy(entry => entry.Place))
            yield return $"{place.Key}: not in the image: {string.Join(", ", place.Select(entry => entry.Text))}";
        foreach (KeepNeed need in closure.Missing)
            yield return $"{need.Name} is nowhere, and is needed; {string.Join("; ", closure.Kept.Chain(need.By))}";
        foreach (string malformed in closure.Malformed)
            yield return malformed;
    }
}
