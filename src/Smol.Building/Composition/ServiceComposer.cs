using System.Text;
using Smol.Building.History;
using Smol.Building.Recipes;
using Smol.Guests;
using Smol.Guests.NetBsd;
using Smol.Storage;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>
/// Lays a service over its sets, in smolBSD's order: directories and device nodes that must be there, <c>/etc/fstab</c>, the service's
/// <c>etc/</c>, <c>common/</c> into <c>/etc/include</c>, <c>packages/</c>, the kernel, the links of a rescue system, <c>/etc/MAKEDEV</c>, <c>/etc/pkgvers</c>.
/// </summary>
/// <param name="recipe">The service.</param>
/// <param name="guest">The guest that its sets hold.</param>
/// <param name="time">The time of what no archive gives a time.</param>
public sealed class ServiceComposer(ServiceRecipe recipe, GuestKind guest, Timestamp time)
{
    private static readonly string[] Directories = ["sbin", "bin", "dev", "etc", "etc/include", "var", "var/qemufwcfg"];
    private static readonly string[] LinuxDirectories = ["proc", "sys", "tmp", "run"];

    /// <summary>Completes a tree that holds the sets.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="partition">The name of the partition that the tree will be in.</param>
    /// <param name="root">The filesystem that it will be written as.</param>
    /// <param name="history">Gets what was done; null for nobody.</param>
    /// <exception cref="SmolException">The service's files do not go with the sets.</exception>
    public void Complete(FileTree tree, string partition, RootFilesystem root, BuildHistory? history = null)
    {
        foreach (string directory in guest == GuestKind.Linux ? [.. Directories, .. LinuxDirectories] : Directories)
            PutDirectory(tree, directory);
        if (guest == GuestKind.NetBsd)
            DeviceNodes.AddTo(tree, recipe.Options.Architecture, time);
        PutText(tree, "etc/fstab", Fstab(partition, root));
        foreach (ServiceOverlay overlay in ServiceOverlay.Of(recipe))
        {
            HostFolder.AddTo(tree, TreePath.FromText(overlay.Target), overlay.Folder, time);
            history?.Add($"overlay {Path.GetFileName(overlay.Folder)} /{overlay.Target}", tree);
        }
        if (recipe.Options.InstalledKernel is { } kernel)
        {
            tree.Put(TreePath.FromText("netbsd"), new FileNode(new(0x1ED /* 0755 */, 0, 0, time), FileContent.FromBytes(ReadKernel(kernel))));
            history?.Add($"kernel {Path.GetFileName(kernel)}", tree);
        }
        AddGuestLinks(tree);
        if (guest == GuestKind.NetBsd)
            MakeDevScripts.Keep(tree, isExt2: root.Format is Ext2Format);
        if (recipe.Options.OnlyScript is { } script)
            PutText(tree, "etc/svc", $"SVCIMG={script}\n");
        PutText(tree, "etc/pkgvers", $"PKGVERS={recipe.Options.PackagesVersion}\n");
        history?.Add("files that every image has", tree);
    }

    private static byte[] ReadKernel(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    private string Fstab(string partition, RootFilesystem root)
    {
        string device = guest == GuestKind.NetBsd ? $"NAME={partition}" : $"PARTLABEL={partition}";
        return $"{device} / {root.MountType} {root.MountOptions} 1 1\n";
    }

    private void AddGuestLinks(FileTree tree)
    {
        if (guest == GuestKind.NetBsd && tree.Find(TreePath.FromText("rescue/init")) is not null)
        {
            PutLink(tree, "sbin/init", "/rescue/init");
            PutLink(tree, "sbin/mount_ext2fs", "/rescue/mount_ext2fs");
            PutLink(tree, "bin/sh", "/rescue/sh");
        }
        if (guest == GuestKind.Linux && tree.Find(TreePath.FromText("bin/busybox")) is not null)
            PutLink(tree, "bin/sh", "busybox");
    }

    private void PutDirectory(FileTree tree, string path)
    {
        if (tree.Find(TreePath.FromText(path)) is null)
            tree.Put(TreePath.FromText(path), new DirectoryNode(new(0x1ED /* 0755 */, 0, 0, time)));
    }

    private void PutText(FileTree tree, string path, string text) =>
        tree.Put(TreePath.FromText(path), new FileNode(new(0x1A4 /* 0644 */, 0, 0, time), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));

    private void PutLink(FileTree tree, string path, string target)
    {
        if (tree.Find(TreePath.FromText(path)) is null)
            tree.Put(TreePath.FromText(path), new SymbolicLinkNode(new(0x1ED /* 0755 */, 0, 0, time), ByteString.FromText(target)));
    }
}
