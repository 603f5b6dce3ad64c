using System.Text.RegularExpressions;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Linux;

/// <summary>Makes kernel packs from Debian packages: those with a kernel, and one with a static busybox.</summary>
/// <param name="packs">Where the packs go.</param>
/// <param name="cache">Where packages are decompressed to.</param>
public sealed partial class KernelPackImport(KernelPacks packs, ArchiveCache cache)
{
    private static readonly TreePath Busybox = TreePath.FromText("bin/busybox");

    /// <summary>Makes and stores a pack for each kernel.</summary>
    /// <param name="paths">The packages, in any order.</param>
    /// <param name="cancellation">Ends it early; nothing is left behind.</param>
    /// <exception cref="SmolException">
    /// A package is damaged, they are for different architectures, or a kernel, a needed module or busybox is in none of them.
    /// </exception>
    public IReadOnlyList<KernelPack> Run(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var packages = new List<DebPackage>();
        try
        {
            var tree = new FileTree();
            foreach (string path in paths)
            {
                var package = DebPackage.Open(path, cache, cancellation);
                packages.Add(package);
                TarOverlay.AddTo(tree, package.Data.ReadMembers());
            }
            List<(string Release, FileNode Kernel)> kernels = FindKernels(tree);
            if (tree.Resolve(Busybox) is not FileNode busybox)
                throw new SmolException("no package has /bin/busybox", hint: "give Debian's busybox-static package too");
            string architecture = OneArchitecture(packages);
            string[] names = [.. packages.Select(package => $"{package.Field("Package")}_{package.Field("Version")}_{package.Field("Architecture")}")];
            return [.. kernels.Select(kernel => Store(tree, kernel.Release, kernel.Kernel, PackedFile.Check(busybox, Busybox.ToString()), architecture, names))];
        }
        finally
        {
            packages.ForEach(package => package.Dispose());
        }
    }

    private KernelPack Store(FileTree tree, string release, FileNode kernel, FileNode busybox, string architecture, string[] packages)
    {
        if (tree.Resolve(TreePath.FromText($"lib/modules/{release}")) is not DirectoryNode folder)
            throw new SmolException($"no package has the modules of the kernel {release}");

        var modules = new KernelModules(folder);
        IReadOnlyList<string> order = modules.LoadOrder(Initramfs.Wanted.Where(name => Initramfs.Required.Contains(name) || modules.Has(name)));
        FileTree initramfs = Initramfs.Compose(busybox, modules, order);
        var pack = new KernelPack { Release = release, Architecture = architecture, Modules = order, Packages = packages };
        packs.Store(pack, output => new ContentStream(kernel.Content).CopyTo(output), output => CpioWriter.Write(initramfs, output));
        return pack;
    }

    private static List<(string Release, FileNode Kernel)> FindKernels(FileTree tree)
    {
        const string Prefix = "vmlinuz-";
        var kernels = new List<(string Release, FileNode Kernel)>();
        if (tree.Resolve(TreePath.FromText("boot")) is DirectoryNode boot)
        {
            foreach (DirectoryEntry entry in boot.SortedEntries())
            {
                string name = entry.Name.ToString();
                if (entry.Node is not FileNode kernel || !name.StartsWith(Prefix, StringComparison.Ordinal))
                    continue;
                string release = name[Prefix.Length..];
                if (!ReleasePattern().IsMatch(release))
                    throw new SmolException($"'{release}' can't be a kernel's release", $"/boot/{name}");
                kernels.Add((release, PackedFile.Check(kernel, $"/boot/{name}")));
            }
        }
        return kernels.Count > 0
            ? kernels
            : throw new SmolException("no package has a kernel, /boot/vmlinuz-RELEASE", hint: "give the package that linux-image-cloud-amd64 depends on; that one itself is empty");
    }

    /// <summary>The architecture of all packages that have one, in NetBSD's words.</summary>
    private static string OneArchitecture(List<DebPackage> packages)
    {
        string[] all = [.. packages.Select(package => package.Field("Architecture")).Where(architecture => architecture != "all").Distinct()];
        return all switch
        {
            ["arm64"] => "evbarm-aarch64",
            [string one] => one,
            [] => throw new SmolException("no package says for which architecture it is"),
            _ => throw new SmolException($"the packages are for different architectures: {string.Join(", ", all)}"),
        };
    }

    // It names a folder.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.+~_-]{0,63}\z")]
    private static partial Regex ReleasePattern();
}
