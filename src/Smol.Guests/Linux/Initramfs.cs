using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Linux;

/// <summary>What a Linux guest starts from: busybox, the modules that lead to the root filesystem, and our <c>init</c>.</summary>
public static class Initramfs
{
    /// <summary>
    /// The drivers of a microVM: the bus, disk, network, console port, entropy, firmware configuration and the filesystems. What is not
    /// in <see cref="Required"/> is left out where a kernel lacks it. ext4 asks for crc32c by name when it mounts, not as a dependency.
    /// </summary>
    public static IReadOnlyList<string> Wanted { get; } =
        ["virtio_mmio", "virtio_blk", "crc32c_generic", "ext4", "virtio_net", "virtio_console", "virtio_rng", "qemu_fw_cfg", "9pnet_virtio", "9p", "ufs"];

    /// <summary>Those without which no guest can find its root or be reached.</summary>
    public static IReadOnlyList<string> Required { get; } = ["virtio_mmio", "virtio_blk", "ext4", "virtio_net"];

    private static readonly NodeAttributes Executable = new(0x1ED /* 0755 */, 0, 0, default);
    private static readonly NodeAttributes Plain = new(0x1A4 /* 0644 */, 0, 0, default);

    /// <summary>The tree of the initramfs.</summary>
    /// <param name="busybox">A static busybox.</param>
    /// <param name="modules">The kernel's modules.</param>
    /// <param name="order">Which of them to load, in that order.</param>
    public static FileTree Compose(FileNode busybox, KernelModules modules, IReadOnlyList<string> order)
    {
        var tree = new FileTree();
        foreach (string directory in new[] { "proc", "sys", "dev", "root" })
            tree.MakeDirectory(TreePath.FromText(directory));
        Put("bin/busybox", new FileNode(Executable, busybox.Content));
        Put("bin/sh", new SymbolicLinkNode(Executable, ByteString.FromText("busybox")));
        Put("init", new FileNode(Executable, FileContent.FromBytes(InitScript())));
        foreach (string name in order)
            Put($"modules/{name}.ko", new FileNode(Plain, modules.File(name).Content));
        Put("modules/order", new FileNode(Plain, FileContent.FromBytes(Encoding.UTF8.GetBytes(string.Concat(order.Select(name => name + "\n"))))));
        return tree;

        void Put(string path, Node node) => tree.Put(TreePath.FromText(path), node);
    }

    private static byte[] InitScript()
    {
        using Stream resource = typeof(Initramfs).Assembly.GetManifestResourceStream("init.sh")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
