using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
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
        Ext2Image.Write(scratch["many.img"], new FileTree(), FilesystemSize.Of(64 << 20), format with { InodeCount = 30_000, ReservedPercent = 5 });
    }

    [Fact]
    public void Debugfs_shows_each_kind_of_node_as_it_was_put_in()
    {
        var tree = new FileTree(new(1_700_000_000));
        var odd = new NodeAttributes(0xFED, 70_001, 4_000_000_000, new(-86_400));
        tree.Put(TreePath.FromText("null"), new DeviceNode(odd, NodeKind.CharacterDevice, 1, 3));
        tree.Put(TreePath.FromText("disk"), new DeviceNode(odd, NodeKind.BlockDevice, 259, 70_000));
        tree.Put(TreePath.FromText("fifo"), new FifoNode(odd));
        tree.Put(TreePath.FromText("socket"), new SocketNode(odd));
        tree.Put(TreePath.FromText("short"), new SymbolicLinkNode(odd, ByteString.FromText(new string('s', 59))));
        tree.Put(TreePath.FromText("long"), new SymbolicLinkNode(odd, ByteString.FromText(new string('l', 60))));
        tree.Put(TreePath.FromText("again"), tree.Find(TreePath.FromText("long"))!);
        tree.Put(TreePath.FromText("file"), new FileNode(odd with { Flags = 0x6_0001 }, FileContent.FromBytes("12345"u8.ToArray())));
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree);

        MustShow(scratch["a.img"], "null", "Type: character special", "Mode:  07755", "User: 70001", "Group: -294967296", "Device major/minor number: 01:03", "mtime: 0xfffeae80");
        MustShow(scratch["a.img"], "disk", "Type: block special", "(New-style) Device major/minor number: 259:70000");
        MustShow(scratch["a.img"], "fifo", "Type: FIFO", "Links: 1");
        MustShow(scratch["a.img"], "socket", "Type: socket");
        MustShow(scratch["a.img"], "short", "Type: symlink", "Fast link dest: \"" + new string('s', 59) + "\"", "Blockcount: 0");
        MustShow(scratch["a.img"], "long", "Type: symlink", "Links: 2", "Size: 60", "Blockcount: 2");
        MustShow(scratch["a.img"], "file", "Type: regular", "Flags: 0x70", "Size: 5");
        Assert.Equal("12345", Ext2Image.Debugfs(scratch["a.img"], "cat /file"));
    }

    [Fact]
    public void The_superblock_says_what_was_asked_for()
    {
        using var scratch = new Scratch();
        var format = new Ext2Format { Label = ByteString.FromText("sixteen-bytes-16"), InodeCount = 5000, ReservedPercent = 10 };
        Ext2Image.Write(scratch["a.img"], new FileTree(), FilesystemSize.Of(20 << 20), format);
        string shown = Oracle.MustRun("dumpe2fs", "-h", scratch["a.img"]);
        foreach (string line in (string[])[
            "Filesystem volume name:   sixteen-bytes-16", "Filesystem features:      filetype sparse_super",
            "Block count:              20480", "Reserved block count:     2048", "Inode size:	          128",
            "Filesystem created:       Tue Nov 14 22:13:20 2023", "Filesystem revision #:    1 (dynamic)"])
            Assert.Contains(line, shown, StringComparison.Ordinal);
        Assert.Matches("Inode count: +50[0-9][0-9]\n", shown);
    }

    [Fact]
    public void Times_after_2038_make_the_inodes_wider()
    {
        using var scratch = new Scratch();
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("late"), new FifoNode(Plain with { Modified = new(1L << 31, 7) }));
        Ext2Image.Write(scratch["a.img"], tree);
        MustShow(scratch["a.img"], "late", "mtime: 0x80000000:0000001d -- Tue Jan 19 03:14:08 2038");
        Ext2Image.Write(scratch["b.img"], tree, format: new() { InodeSize = 128 });
        MustShow(scratch["b.img"], "late", "mtime: 0x7fffffff -- Tue Jan 19 03:14:07 2038");
    }

    [Fact]
    public void A_lost_and_found_of_the_tree_is_kept()
    {
        using var scratch = new Scratch();
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("lost+found/inside"), new FifoNode(Plain));
        tree.Put(TreePath.FromText("a/b"), new FifoNode(Plain));
        Ext2Image.Write(scratch["a.img"], tree);
        MustShow(scratch["a.img"], "lost+found", "Inode: 11 ", "Mode:  0755", "Size: 12288");
        MustShow(scratch["a.img"], "lost+found/inside", "Type: FIFO");

        var wrong = new FileTree();
        wrong.Put(TreePath.FromText("lost+found"), new FifoNode(Plain));
        Assert.Equal("/lost+found", Assert.Throws<SmolException>(() => Ext2Layout.Of(wrong, new(), new())).Place);
    }

    [Fact]
    public void The_same_tree_gives_the_same_bytes()
    {
        using var one = new Scratch();
        using var two = new Scratch();
        FileTreeDraft draft = FileTreeGenerator.Draft(new Random(11), 300, new());
        Ext2Image.WriteUnchecked(one["a.img"], draft.Build());
        Ext2Image.WriteUnchecked(two["b.img"], draft.Build());
        Assert.True(File.ReadAllBytes(one["a.img"]).AsSpan().SequenceEqual(File.ReadAllBytes(two["b.img"])));
    }

    [Fact]
    public void No_byte_is_left_as_the_buffers_had_it()
    {
        // Two trees that differ in what they hold, not in where: all that is not content must be the same.
        using var scratch = new Scratch();
        Ext2Image.WriteUnchecked(scratch["a.img"], TreeOf(0x55));
        Ext2Image.WriteUnchecked(scratch["b.img"], TreeOf(0xAA));
        byte[] one = File.ReadAllBytes(scratch["a.img"]);
        byte[] two = File.ReadAllBytes(scratch["b.img"]);
        Assert.Equal(one.Length, two.Length);
        for (int index = 0; index < one.Length; index++)
            Assert.True(one[index] == two[index] || (one[index], two[index]) == (0x55, 0xAA), $"byte {index}");

        static FileTree TreeOf(byte value)
        {
            var tree = new FileTree();
            for (int index = 0; index < 50; index++)
            {
                byte[] bytes = new byte[index * 997];
                Array.Fill(bytes, value);
                tree.Put(TreePath.FromText($"{index % 7}/{index}"), new FileNode(Plain, FileContent.FromBytes(bytes)));
            }
            return tree;
        }
    }

    private static void MustShow(string image, string path, params string[] parts)
    {
        string shown = Ext2Image.Debugfs(image, $"stat /{path}");
        // debugfs pads what it prints to columns.
        string plain = string.Join(' ', shown.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        foreach (string part in parts)
            Assert.Contains(string.Join(' ', part.Split(' ', StringSplitOptions.RemoveEmptyEntries)), plain, StringComparison.Ordinal);
    }
}
