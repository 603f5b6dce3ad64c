using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Linux;

/// <summary>Makes a kernel pack from Debian packages: one with a kernel, and one with a static busybox.</summary>
/// <param name="packs">Where the pack goes.</param>
/// <param name="cache">Where packages are decompressed to.</param>
public sealed class KernelPackImport(KernelPacks packs, ArchiveCache cache)
{
    private static readonly TreePath Busybox = TreePath.FromText("bin/busybox");

    /// <summary>Makes and stores the pack.</summary>
    /// <param name="paths">The packages, in any order.</param>
    /// <param name="cancellation">Ends it early; nothing is left behind.</param>
    /// <exception cref="SmolException">A package is damaged, or kernel, a needed module or busybox is in none of them.</exception>
    public KernelPack Run(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var packages = new List<DebPackage>();
        try
        {
            var tree = new FileTree();
            foreach (string path in paths)
            {
                var package = DebPackage.Open(path, cache, cancellation);
                packages.Add(package);
                TarOverlay.AddTo(tree, package.Data.Source, package.Data.Length);
            }
            return Store(tree, packages);
        }
        finally
        {
            packages.ForEach(package => package.Dispose());
        }
    }

    private KernelPack Store(FileTree tree, List<DebPackage> packages)
    {
        (string release, FileNode kernel) = FindKernel(tree);
        if (tree.Resolve(Busybox) is not FileNode busybox)
            throw new SmolException("no package has /bin/busybox", hint: "give Debian's busybox-static package too");
        if (tree.Resolve(TreePath.FromText($"lib/modules/{release}")) is not DirectoryNode folder)
            throw new SmolException($"no package has the modules of the kernel {release}");

        var modules = new KernelModules(folder);
        IReadOnlyList<string> order = modules.LoadOrder(Initramfs.Wanted.Where(name => Initramfs.Required.Contains(name) || modules.Has(name)));
        FileTree initramfs = Initramfs.Compose(busybox, modules, order);
        var pack = new KernelPack
        {
            Release = release,
            Architecture = NetBsdArchitecture(packages.First(package => package.Field("Package").StartsWith("linux-image", StringComparison.Ordinal)).Field("Architecture")),
            Modules = order,
            Packages = [.. packages.Select(package => $"{package.Field("Package")}_{package.Field("Version")}_{package.Field("Architecture")}")],
        };
        packs.Store(pack, output => new ContentStream(kernel.Content).CopyTo(output), output => CpioWriter.Write(initramfs, output));
        return pack;
    }

    private static (string Release, FileNode Kernel) FindKernel(FileTree tree)
    {
        const string Prefix = "vmlinuz-";
        if (tree.Find(TreePath.FromText("boot")) is DirectoryNode boot)
        {
            foreach (DirectoryEntry entry in boot.SortedEntries())
            {
                string name = entry.Name.ToString();
                if (entry.Node is FileNode kernel && name.StartsWith(Prefix, StringComparison.Ordinal))
                    return (name[Prefix.Length..], kernel);
            }
        }
        throw new SmolException("no package has a kernel, /boot/vmlinuz-RELEASE", hint: "give the package that linux-image-cloud-amd64 depends on; that one itself is empty");
    }

    private static string NetBsdArchitecture(string debian) => debian switch
    {
        "arm64" => "evbarm-aarch64",
        _ => debian,
    };
}
