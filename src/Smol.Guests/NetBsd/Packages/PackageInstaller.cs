using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// Installs packages into a file tree, as pkg_add(1) does into a running system. What only a running NetBSD can do is left to it, and told.
/// </summary>
public sealed class PackageInstaller
{
    private readonly FileTree _tree;
    private readonly string? _machine;
    private readonly AccountNames _accounts;
    private readonly List<DeferredCommand> _deferred = [];
    private readonly List<PackageName> _unregistered = [];

    /// <param name="tree">Where to.</param>
    /// <param name="machine">The architecture that a package must be for, in the word of <c>MACHINE_ARCH</c>, such as <c>x86_64</c>; null for any.</param>
    /// <exception cref="SmolException">The tree's package database is damaged.</exception>
    public PackageInstaller(FileTree tree, string? machine = null)
    {
        _tree = tree;
        _machine = machine;
        _accounts = new(tree);
        Database = PackageDatabase.Read(tree);
    }

    /// <summary>The tree's package database.</summary>
    public PackageDatabase Database { get; }

    /// <summary>Installs a package. Its files refer to the archive, which must stay open as long as the tree is used.</summary>
    /// <param name="package">The package. Its files are taken from it, so it can be installed once.</param>
    /// <param name="isAutomatic">Whether it is only there because another needs it: <c>pkg_add -A</c>.</param>
    /// <exception cref="SmolException">
    /// It is for another system or machine; a version of it is installed; a file of it belongs to another package, is not what the packing list says, or
    /// would leave the tree. The tree has then a part of the package.
    /// </exception>
    public void Install(PackageArchive package, bool isAutomatic)
    {
        RequireFit(package);
        if (Database.FindVersion(package.Name.Base) is { } present)
            throw new SmolException(present == package.Name ? "is installed already" : $"{present} is installed, and two versions of a package can't be", package.Path);
        var commands = new DeferredCommands(package.Name, package.Contents.Prefix, Database.Folder);
        bool hasScript = package.Read("+INSTALL") is not null;
        if (hasScript)
            _deferred.Add(commands.Script(DeferredCommandKind.PreInstall));
        new PackageFiles(_tree, Database, _accounts, package, commands).AddTo(_deferred);
        if (hasScript)
            _deferred.Add(commands.Script(DeferredCommandKind.PostInstall));
        Database.Register(package, isAutomatic);
        _unregistered.Add(package.Name);
    }

    /// <summary>Registers who depends on whom, when all packages are installed: circles have no order in which it could be done one by one.</summary>
    /// <returns>What is left to a running NetBSD, in its order.</returns>
    /// <exception cref="SmolException">A package depends on what is not installed.</exception>
    public IReadOnlyList<DeferredCommand> Finish()
    {
        Database.RegisterDependencies(_unregistered);
        if (_unregistered.Count > 0 && FindAdmin() is { } admin)
            _deferred.Add(new(DeferredCommandKind.RebuildDatabase, null, ByteString.FromText($"{admin} rebuild")));
        _unregistered.Clear();
        DeferredCommand[] deferred = [.. _deferred];
        _deferred.Clear();
        return deferred;
    }

    private string? FindAdmin()
    {
        foreach (string path in (string[])["/usr/sbin/pkg_admin", "/usr/pkg/sbin/pkg_admin"])
        {
            if (_tree.Resolve(TreePath.FromText(path)) is FileNode)
                return path;
        }
        return null;
    }

    private void RequireFit(PackageArchive package)
    {
        string system = package.BuildInfo.GetValueOrDefault("OPSYS", "?");
        string machine = package.BuildInfo.GetValueOrDefault("MACHINE_ARCH", "?");
        if (system != "NetBSD" || (_machine is not null && machine != _machine))
            throw new SmolException($"is a package for {system}/{machine}, not for NetBSD/{_machine ?? machine}", package.Path);
    }
}
