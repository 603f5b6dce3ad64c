using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// The packages of a file tree, in the folders that pkg_info(1) reads: one a package, with the files about it (pkg_install's
/// <c>lib/iterate.c</c> and <c>add/perform.c</c>). The index by files beside them, a Berkeley DB, is left to <c>pkg_admin rebuild</c>.
/// </summary>
public sealed class PackageDatabase
{
    private const int LargestFile = 64 << 20;
    private const ushort FolderPermissions = 0x1ED; // 0755

    private readonly FileTree _tree;
    private readonly Dictionary<string, PackingList> _installed = [];
    private Dictionary<Node, PackageName>? _owners;

    private PackageDatabase(FileTree tree, TreePath folder) => (_tree, Folder) = (tree, folder);

    /// <summary>The files about a package that a database holds, and their permissions (<c>add/perform.c</c>: <c>pkg_meta_descriptors</c>).</summary>
    public static IReadOnlyDictionary<string, ushort> Files { get; } = new Dictionary<string, ushort>(StringComparer.Ordinal)
    {
        ["+CONTENTS"] = 0x1A4, // 0644
        ["+COMMENT"] = 0x124, // 0444
        ["+DESC"] = 0x124,
        ["+INSTALL"] = 0x16D, // 0555
        ["+DEINSTALL"] = 0x16D,
        ["+DISPLAY"] = 0x124,
        ["+MTREE_DIRS"] = 0x124,
        ["+BUILD_VERSION"] = 0x124,
        ["+BUILD_INFO"] = 0x124,
        ["+SIZE_PKG"] = 0x124,
        ["+SIZE_ALL"] = 0x124,
        ["+PRESERVE"] = 0x124,
        ["+VIEWS"] = 0x124,
        ["+REQUIRED_BY"] = 0x1A4,
        ["+INSTALLED_INFO"] = 0x1A4,
    };

    /// <summary>Where it is in the tree.</summary>
    public TreePath Folder { get; }

    /// <summary>The packages that it has, by name.</summary>
    public IEnumerable<InstalledPackage> Installed =>
        _installed.Values.OrderBy(list => list.Name.Full, StringComparer.Ordinal).Select(list => new InstalledPackage(list.Name, [.. list.Conflicts]));

    /// <summary>Reads a tree's database; one that is not there has no packages.</summary>
    /// <exception cref="SmolException">It is damaged.</exception>
    public static PackageDatabase Read(FileTree tree)
    {
        var database = new PackageDatabase(tree, PackageDatabaseFolder.Find(tree));
        if (tree.Resolve(database.Folder) is not DirectoryNode folder)
            return database;
        foreach (DirectoryEntry entry in folder.SortedEntries())
        {
            if (entry.Node is not DirectoryNode package || package.Find(ByteString.FromText("+CONTENTS")) is not FileNode file)
                continue;
            string place = $"{database.Folder}/{entry.Name}/+CONTENTS in the tree";
            if (file.Content.Length > LargestFile)
                throw new SmolException($"has {file.Content.Length >> 20} MiB, and no packing list is so large", place);
            var bytes = new byte[file.Content.Length];
            file.Content.Read(0, bytes);
            var list = PackingList.Parse(bytes, place);
            if (list.Name.Full != entry.Name.ToString())
                throw new SmolException($"its @name is {list.Name}, and its folder's is another", place);
            database._installed[list.Name.Full] = list;
        }
        return database;
    }

    /// <summary>The folder of a package, whether it is there or not.</summary>
    public TreePath FolderOf(PackageName package) => Folder.Append(ByteString.FromText(package.Full));

    /// <summary>The version of a package that is installed.</summary>
    internal PackageName? FindVersion(string @base)
    {
        foreach (PackingList list in _installed.Values)
        {
            if (list.Name.Base == @base)
                return list.Name;
        }
        return null;
    }

    /// <summary>The package whose file a node is, by whichever path it was met.</summary>
    internal PackageName? FindOwner(Node node)
    {
        if (_owners is null)
        {
            _owners = new(ReferenceEqualityComparer.Instance);
            foreach (PackingList list in _installed.Values)
                AddOwned(list);
        }
        return _owners.TryGetValue(node, out PackageName owner) ? owner : null;
    }

    /// <summary>Puts a package's files about it into its folder, and the package among those that are installed.</summary>
    internal void Register(PackageArchive package, bool isAutomatic)
    {
        DirectoryNode folder = _tree.MakeDirectory(FolderOf(package.Name));
        foreach ((string name, ushort permissions) in Files)
        {
            if (package.Read(name) is not { } bytes)
                continue;
            if (name == "+CONTENTS")
                folder.Attributes = new(FolderPermissions, 0, 0, package.TimeOf(name));
            PutFile(folder, name, bytes, package.TimeOf(name), permissions);
        }
        if (isAutomatic)
            Append(folder, "+INSTALLED_INFO", "automatic=yes\n");
        _installed[package.Name.Full] = package.Contents;
        if (_owners is not null)
            AddOwned(package.Contents);
    }

    /// <summary>Writes into <c>+REQUIRED_BY</c> of what some packages depend on that they do.</summary>
    /// <exception cref="SmolException">One depends on what is not installed.</exception>
    internal void RegisterDependencies(IEnumerable<PackageName> packages)
    {
        var all = new NameIndex<PackingList>(_installed.Values, static list => list.Name);
        var requiredBy = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (PackageName package in packages)
        {
            var found = new HashSet<string>();
            foreach (string pattern in _installed[package.Full].Depends)
            {
                if (all.Find(PackagePattern.Parse(pattern)) is not [{ } best, ..])
                    throw new SmolException($"it depends on {pattern}, and nothing that satisfies it is installed", package.Full);
                if (found.Add(best.Name.Full))
                    requiredBy[best.Name.Full] = requiredBy.GetValueOrDefault(best.Name.Full) + package.Full + "\n";
            }
        }
        foreach ((string package, string lines) in requiredBy)
            Append((DirectoryNode)_tree.Resolve(FolderOf(_installed[package].Name))!, "+REQUIRED_BY", lines);
    }

    private static void Append(DirectoryNode folder, string name, string lines)
    {
        var present = folder.Find(ByteString.FromText(name)) as FileNode;
        ByteString added = ByteString.FromText(lines);
        var bytes = new byte[(present?.Content.Length ?? 0) + added.Length];
        present?.Content.Read(0, bytes.AsSpan(0, (int)present.Content.Length));
        added.Span.CopyTo(bytes.AsSpan(bytes.Length - added.Length));
        PutFile(folder, name, bytes, folder.Attributes.Modified, Files[name]);
    }

    private static void PutFile(DirectoryNode folder, string name, byte[] bytes, Timestamp time, ushort permissions) =>
        folder.Put(ByteString.FromText(name), new FileNode(new(permissions, 0, 0, time), FileContent.FromBytes(bytes)));

    private void AddOwned(PackingList list)
    {
        var directory = new PackageDirectory(FolderOf(list.Name));
        foreach (PackingListLine line in list.Lines)
        {
            if (line.Command == PackingListCommand.Directory)
                directory.Change(line.Argument);
            else if (line.Command == PackingListCommand.File && _tree.Find(directory.At(line.Argument)) is { } node)
                _owners!.TryAdd(node, list.Name);
        }
    }
}
