using System.Text;
using Smol.Guests.NetBsd.Booting;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Tests.NetBsd.Booting;

public sealed class BiosBootTests
{
    private static readonly Timestamp Time = new(1_700_000_000);

    [Theory]
    [InlineData(FfsVersion.Ffs1, "bootxx_ffsv1")]
    [InlineData(FfsVersion.Ffs2, "bootxx_ffsv2")]
    public void The_tree_gets_the_loader_and_its_settings_and_the_disk_gets_the_code(FfsVersion version, string primary)
    {
        FileTree tree = Tree();
        BootCode code = BiosBoot.AddTo(tree, version, BootConsole.Parse("com0"), Time);

        var loader = Assert.IsType<FileNode>(tree.Find(TreePath.FromText("boot")));
        Assert.Equal(BootBlockDoubles.Files["boot"], Bytes(loader));
        Assert.Equal(0x124 /* 0444 */, loader.Attributes.Permissions);
        Assert.Equal("timeout=0\nconsdev=com0\n", Encoding.UTF8.GetString(Bytes((FileNode)tree.Find(TreePath.FromText("boot.cfg"))!)));
        Assert.Equal(BootBlockDoubles.Files["gptmbr.bin"], code.Mbr.ToArray());
        byte[] expected = [.. BootBlockDoubles.Files[primary]];
        expected[1040] = 0; // bp_timeout
        expected[1044] = 1; // bp_consdev
        Assert.Equal(expected, code.Partition.ToArray());
    }

    [Theory]
    [InlineData("boot")]
    [InlineData("bootxx_ffsv1")]
    [InlineData("gptmbr.bin")]
    public void A_missing_part_is_an_error_that_says_where_it_comes_from(string name)
    {
        FileTree tree = Tree();
        ((DirectoryNode)tree.Find(TreePath.FromText("usr/mdec"))!).Remove(ByteString.FromText(name));
        var failure = Assert.Throws<SmolException>(() => BiosBoot.AddTo(tree, FfsVersion.Ffs1, BootConsole.Parse("pc"), Time));
        Assert.Equal($"/usr/mdec/{name}", failure.Place);
        Assert.Contains("ADDSETS='base:/usr/mdec/*'", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boot", 0)]
    [InlineData("boot", 7)]
    [InlineData("boot", 4000)]
    [InlineData("boot", 600 << 10)]
    [InlineData("bootxx_ffsv1", 100)]
    [InlineData("bootxx_ffsv1", 9000)]
    [InlineData("gptmbr.bin", 439)]
    [InlineData("gptmbr.bin", 512)]
    public void A_part_that_is_something_else_is_an_error_with_its_place(string name, int length)
    {
        FileTree tree = Tree();
        Put(tree, name, new byte[length]);
        Assert.Equal($"/usr/mdec/{name}", Assert.Throws<SmolException>(() => BiosBoot.AddTo(tree, FfsVersion.Ffs1, BootConsole.Parse("pc"), Time)).Place);
        Assert.Null(tree.Find(TreePath.FromText("boot.cfg")));
    }

    private static FileTree Tree()
    {
        var tree = new FileTree(Time);
        foreach ((string name, byte[] bytes) in BootBlockDoubles.Files)
            Put(tree, name, bytes);
        return tree;
    }

    private static void Put(FileTree tree, string name, byte[] bytes) =>
        tree.Put(TreePath.FromText($"usr/mdec/{name}"), new FileNode(new(0x124 /* 0444 */, 0, 0, Time), FileContent.FromBytes(bytes)));

    private static byte[] Bytes(FileNode file)
    {
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        return bytes;
    }
}
