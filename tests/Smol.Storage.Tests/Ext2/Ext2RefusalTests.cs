using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2RefusalTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    [Fact]
    public void What_does_not_fit_into_ext2_is_named()
    {
        Assert.Contains("255", ProblemWith(new string('n', 256), new FifoNode(Plain)), StringComparison.Ordinal);
        Assert.Contains("12 and 20 bits", ProblemWith("n", new DeviceNode(Plain, NodeKind.BlockDevice, 4096, 0)), StringComparison.Ordinal);
        Assert.Contains("12 and 20 bits", ProblemWith("n", new DeviceNode(Plain, NodeKind.BlockDevice, 0, 1 << 20)), StringComparison.Ordinal);
        Assert.Contains("4096", ProblemWith("n", new SymbolicLinkNode(Plain, ByteString.FromText(new string('t', 4096)))), StringComparison.Ordinal);
        Assert.Contains("to nothing", ProblemWith("n", new SymbolicLinkNode(Plain, ByteString.Empty)), StringComparison.Ordinal);
        Assert.Contains("NUL", ProblemWith("n", new SymbolicLinkNode(Plain, ByteString.FromText("a\0b"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(4096, null)]
    [InlineData(1024, 300L)]
    public void An_image_too_small_for_its_tree_says_by_how_much(int blockSize, long? inodes)
    {
        var tree = new FileTree(new(1_700_000_000));
        var random = new Random(2);
        for (int index = 0; index < 200; index++)
            tree.Put(TreePath.FromText($"{index}"), new FileNode(Plain, FileContent.FromBytes(new byte[random.Next(100_000)])));
        var format = new Ext2Format { BlockSize = blockSize, InodeCount = inodes };
        long exact = Ext2Layout.Of(tree, format, new() { Size = FilesystemSize.ExactFit }).Length;

        Assert.Equal(exact, Ext2Layout.Of(tree, format, new() { Size = FilesystemSize.Of(exact) }).Length);
        var failure = Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, format, new() { Size = FilesystemSize.Of(exact - (3 << 20)) }));
        Assert.Contains("at least 3.0 MiB more", failure.Hint, StringComparison.Ordinal);
        Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, format, new() { Size = FilesystemSize.Of(exact - blockSize) }));
        Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, format, new() { Size = FilesystemSize.Of(0) }));
    }

    [Fact]
    public void Too_few_inodes_are_refused()
    {
        var tree = new FileTree();
        for (int index = 0; index < 100; index++)
            tree.Put(TreePath.FromText($"{index}"), new FifoNode(Plain));
        var failure = Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, new() { InodeCount = 110 }, new()));
        Assert.Contains("the tree needs 111", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(Ext2Layout.Of(tree, new() { InodeCount = 111 }, new()));
    }

    [Fact]
    public void Values_that_ext2_does_not_have_are_refused()
    {
        Ext2Format[] formats =
        [
            new() { BlockSize = 512 }, new() { BlockSize = 8192 }, new() { InodeSize = 512 }, new() { ReservedPercent = 51 },
            new() { ReservedPercent = -1 }, new() { InodeCount = 0 }, new() { Label = ByteString.FromText("seventeen-bytes-17") },
        ];
        foreach (Ext2Format format in formats)
            Assert.Throws<SmolException>(() => Ext2Layout.Of(new FileTree(), format, new()));
    }

    [Fact]
    public void A_link_longer_than_a_small_block_takes_larger_blocks()
    {
        using var scratch = new Scratch();
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("n"), new SymbolicLinkNode(Plain, ByteString.FromText(new string('t', 4095))));
        Assert.Equal(4096, Ext2Image.Write(scratch["a.img"], tree).Geometry.BlockSize);
        Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, new() { BlockSize = 1024 }, new()));
    }

    private static string ProblemWith(string name, Node node)
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("dir/" + name), node);
        var failure = Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, new(), new()));
        Assert.Equal("/dir/" + name, failure.Place);
        return failure.Problem;
    }
}
