using System.Text;
using Smol.Storage.Ext2;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2WriterTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    [Theory]
    [InlineData(1024, 128)]
    [InlineData(1024, 256)]
    [InlineData(2048, 128)]
    [InlineData(4096, 128)]
    [InlineData(4096, 256)]
    public void An_empty_tree_is_a_clean_filesystem(int blockSize, int inodeSize)
    {
        using var scratch = new Scratch();
        var format = new Ext2Format { BlockSize = blockSize, InodeSize = inodeSize };
        Ext2Image.Write(scratch["fit.img"], new FileTree(), FilesystemSize.ExactFit, format);
        Ext2Image.Write(scratch["auto.img"], new FileTree(), FilesystemSize.Auto, format);
        Ext2Image.Write(scratch["one.img"], new FileTree(), FilesystemSize.Of(1 << 20), format);
        Ext2Image.Write(scratch["big.img"], new FileTree(), FilesystemSize.Of(300 << 20), format);
    }

    [Fact]
    public void Files_come_back()
    {
        using var scratch = new Scratch();
        var tree = new FileTree(new(1_700_000_000));
        var data = new byte[3_000_000];
        new Random(1).NextBytes(data);
        tree.Put(TreePath.FromText("a/big"), new FileNode(Plain, FileContent.FromBytes(data)));
        tree.Put(TreePath.FromText("a/hello"), new FileNode(Plain, FileContent.FromBytes(Encoding.UTF8.GetBytes("hello"))));
        Node link = new SymbolicLinkNode(Plain, ByteString.FromText(new string('x', 200)));
        tree.Put(TreePath.FromText("long"), link);
        tree.Put(TreePath.FromText("long2"), link);
        tree.Put(TreePath.FromText("short"), new SymbolicLinkNode(Plain, ByteString.FromText(new string('x', 59))));
        tree.Put(TreePath.FromText("dev/null"), new DeviceNode(Plain, NodeKind.CharacterDevice, 1, 3));
        tree.Put(TreePath.FromText("dev/big"), new DeviceNode(Plain, NodeKind.BlockDevice, 259, 70000));
        tree.Put(TreePath.FromText("dev/fifo"), new FifoNode(Plain));
        tree.Put(TreePath.FromText("dev/sock"), new SocketNode(Plain));
        Ext2Image.Write(scratch["a.img"], tree);
        Ext2Image.Debugfs(scratch["a.img"], $"dump /a/big {scratch["big"]}");
        Assert.True(File.ReadAllBytes(scratch["big"]).AsSpan().SequenceEqual(data));
    }
}
