using Smol.Guests.Linux;
using Smol.Storage.Archives;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

/// <summary>A kernel pack of Debian's own packages, and images for it. Tests are skipped where those packages are missing.</summary>
public sealed class LinuxGuestFixture : IDisposable
{
    public const string Partition = "testroot";

    private readonly Scratch _scratch = new();
    private readonly Lazy<KernelPack> _pack;

    public LinuxGuestFixture() => _pack = new(() =>
    {
        (string kernel, string busybox) = DebianPackages.Real();
        return new KernelPackImport(Packs, Cache).Run([kernel, busybox], CancellationToken.None)[0];
    });

    public string Kernel => Packs.KernelPath(_pack.Value);

    public string Initramfs => Packs.InitramfsPath(_pack.Value);

    private KernelPacks Packs => new(_scratch["packs"]);

    private ArchiveCache Cache => new(_scratch["cache"]);

    public void Dispose() => _scratch.Dispose();

    /// <summary>Makes an image with busybox, the directories that a guest must have, and these.</summary>
    internal void MakeImage(string path, params (string Path, Node Node)[] nodes)
    {
        using DebPackage busybox = DebPackage.Open(DebianPackages.Real().Busybox, Cache);
        var tree = new FileTree();
        TarOverlay.AddTo(tree, busybox.Data.Source, busybox.Data.Length);
        foreach (string directory in new[] { "dev", "proc", "sys", "etc", "tmp", "run" })
            tree.MakeDirectory(TreePath.FromText(directory));
        tree.Put(TreePath.FromText("bin/sh"), Programs.Link("busybox"));
        foreach ((string place, Node node) in nodes)
            tree.Put(TreePath.FromText(place), node);
        DiskImageWriter.Write(path, tree, new Ext2Format(), new() { PartitionName = Partition });
    }
}
