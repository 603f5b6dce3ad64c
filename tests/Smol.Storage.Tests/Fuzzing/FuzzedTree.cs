using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Fuzzing;

/// <summary>A small tree with something of everything, as smol's writers take it and as a folder for those of others.</summary>
internal static class FuzzedTree
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    public static FileTree Make()
    {
        var tree = new FileTree(new(1_700_000_000));
        foreach (int length in (int[])[0, 1, 700, 1024, 5000, 13_000, 60_000, 300_000])
            tree.Put(TreePath.FromText($"files/{length}"), File(length));
        for (int index = 0; index < 60; index++)
            tree.Put(TreePath.FromText($"many/a name that is not short {index}"), File(index * 5));
        tree.Put(TreePath.FromText("deep/er/and/deeper/file"), File(10));
        FileNode linked = File(2000);
        tree.Put(TreePath.FromText("one"), linked);
        tree.Put(TreePath.FromText("files/two"), linked);
        tree.Put(TreePath.FromText("short"), new SymbolicLinkNode(Plain, ByteString.FromText("one")));
        tree.Put(TreePath.FromText("long"), new SymbolicLinkNode(Plain, ByteString.FromText(new string('l', 200))));
        tree.Put(TreePath.FromText("holes"), new FileNode(Plain, FileContent.FromRanges(new MemorySource(Noise(4096)), 900_000, [new(400_000, 4096, 0)])));
        return tree;
    }

    /// <summary>The same tree, and what a folder of the host can't have.</summary>
    public static FileTree MakeWithDevices()
    {
        FileTree tree = Make();
        tree.Put(TreePath.FromText("dev/null"), new DeviceNode(Plain, NodeKind.CharacterDevice, 2, 2));
        tree.Put(TreePath.FromText("dev/disk"), new DeviceNode(Plain, NodeKind.BlockDevice, 168, 0));
        tree.Put(TreePath.FromText("dev/fifo"), new FifoNode(Plain));
        tree.Put(TreePath.FromText("dev/socket"), new SocketNode(Plain));
        return tree;
    }

    /// <summary>An image that another program makes of the tree's folder.</summary>
    /// <param name="command">A line for sh, with <c>$1</c> for the image and <c>$2</c> for the folder.</param>
    public static byte[] MakeImage(string command)
    {
        using var scratch = new Scratch();
        new FolderExport(static skipped => Assert.Fail(skipped)).Write(Make().Root, scratch["folder"], CancellationToken.None);
        Oracle.MustRun("sh", "-euc", command, "sh", scratch["image"], scratch["folder"]);
        return System.IO.File.ReadAllBytes(scratch["image"]);
    }

    private static FileNode File(int length) => new(Plain, FileContent.FromBytes(Noise(length)));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
