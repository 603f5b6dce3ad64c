using System.Buffers;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>The installed packages that stay whole: those that a keep-list names, and those that they depend on.</summary>
internal sealed class KeptPackages
{
    private const string PackingListName = "+CONTENTS";
    private static readonly SearchValues<char> PatternLetters = SearchValues.Create("<>*?[{");

    private readonly FileTree _tree;
    private readonly PackageDatabase _database;
    private readonly HashSet<PackageName> _kept = [];
    private readonly Queue<(PackageName Name, KeepReason Reason)> _waiting = new();

    private KeptPackages(FileTree tree) => (_tree, _database) = (tree, PackageDatabase.Read(tree));

    /// <summary>Keeps them in a closure.</summary>
    /// <returns>The entries that no package satisfies.</returns>
    public static IReadOnlyList<KeepEntry> Keep(FileTree tree, IReadOnlyList<KeepEntry> entries, TreeClosure closure)
    {
        if (entries.Count == 0)
            return [];
        var packages = new KeptPackages(tree);
        KeepEntry[] missing = [.. entries.Where(entry => !packages.TryKeep(entry.Text, new($"package {entry.Text}, which {entry.Place} names")))];
        while (packages._waiting.TryDequeue(out var package))
            packages.KeepWhole(package.Name, package.Reason, closure);
        return missing;
    }

    private bool TryKeep(string wanted, KeepReason reason)
    {
        PackagePattern? pattern = wanted.AsSpan().ContainsAny(PatternLetters) ? PackagePattern.Parse(wanted) : null;
        InstalledPackage[] found = [.. _database.Installed.Where(package => package.Name.Base == wanted || package.Name.Full == wanted || pattern?.Matches(package.Name.Full) == true)];
        foreach (InstalledPackage package in found)
        {
            if (_kept.Add(package.Name))
                _waiting.Enqueue((package.Name, reason));
        }
        return found.Length > 0;
    }

    private void KeepWhole(PackageName name, KeepReason reason, TreeClosure closure)
    {
        TreePath folder = _database.FolderOf(name);
        closure.Keep(folder, reason);
        var file = (FileNode)((DirectoryNode)_tree.Resolve(folder)!).Find(ByteString.FromText(PackingListName))!;
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        var list = PackingList.Parse(bytes, $"{folder}/{PackingListName}");
        var part = new KeepReason("part of the package", folder);
        foreach (ByteString path in list.Files.Where(path => path.Span.StartsWith("/"u8)))
            closure.Keep(path, TreePath.Root, part);
        foreach (PackingListLine line in list.Lines.Where(line => line.Command == PackingListCommand.ManagedDirectory))
            closure.Keep(line.Argument, TreePath.FromText(list.Prefix.ToString()), part, isWhole: false);
        foreach (string script in (string[])["+INSTALL", "+DEINSTALL"])
            closure.KeepCalled(folder.Append(ByteString.FromText(script)));
        foreach (string depends in list.Depends)
            TryKeep(depends, new("package that is needed by", folder));
    }
}
