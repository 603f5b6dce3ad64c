using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2HostileTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    [Fact]
    public void Many_files_that_share_one_great_map_of_blocks_take_no_longer_than_the_image_is()
    {
        // Each of 2000 inodes claims, through the same three levels of pointers, 16 million blocks.
        byte[] bytes = MakeImage();
        uint block = BitConverter.ToUInt32(bytes, 1024 + 4) - 10;
        bytes.AsSpan((int)block * 1024, 1024).Clear();
        for (int slot = 0; slot < 256; slot++)
            BitConverter.TryWriteBytes(bytes.AsSpan(((int)block * 1024) + (slot * 4)), block);
        int table = BitConverter.ToInt32(bytes, 2048 + 8) * 1024;
        for (int inode = 12; inode < 250; inode++)
        {
            Span<byte> slot = bytes.AsSpan(table + ((inode - 1) * 128), 128);
            BitConverter.TryWriteBytes(slot, (ushort)0x81A4);
            BitConverter.TryWriteBytes(slot[108..], 3);
            for (int level = 12; level < 15; level++)
                BitConverter.TryWriteBytes(slot[(40 + (level * 4))..], block);
        }
        Assert.Throws<SmolException>(() => Ext2Reader.Read(new MemorySource(bytes), 0, bytes.Length));
        Assert.NotEmpty(Ext2Checker.Check(new MemorySource(bytes), 0, bytes.Length));
    }

    [Fact]
    public void A_cut_off_image_is_an_error_that_says_so()
    {
        byte[] bytes = MakeImage();
        var failure = Assert.Throws<SmolException>(() => Ext2Reader.Read(new MemorySource(bytes.AsMemory(0, bytes.Length - 1)), 0, bytes.Length - 1));
        Assert.Contains("cut off", failure.Message, StringComparison.Ordinal);
        Assert.Throws<SmolException>(() => Ext2Reader.Read(new MemorySource(new byte[5000]), 0, 5000));
        Assert.Throws<SmolException>(() => Ext2Reader.Read(new MemorySource(new byte[50]), 0, 50));
        Assert.NotEmpty(Ext2Checker.Check(new MemorySource(new byte[50]), 0, 50));
    }

    [Fact]
    public void Directories_nested_without_end_are_refused()
    {
        using var scratch = new Scratch();
        var tree = new FileTree();
        DirectoryNode at = tree.Root;
        for (int depth = 0; depth < 5000; depth++)
        {
            var below = new DirectoryNode(Plain);
            at.Put(ByteString.FromText("d"), below);
            at = below;
        }
        Ext2Image.Write(scratch["a.img"], tree);
        using var source = new OpenFileSource(scratch["a.img"]);
        Assert.Empty(Ext2Checker.Check(source, 0, source.Length));
        Assert.Contains("nested deeper", Assert.Throws<SmolException>(() => Ext2Reader.Read(source, 0, source.Length)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ext4_is_refused_with_the_features_named()
    {
        using var scratch = new Scratch();
        Oracle.MustRun("mke2fs", "-q", "-t", "ext4", scratch["a.img"], "20M");
        using var source = new OpenFileSource(scratch["a.img"]);
        var failure = Assert.Throws<SmolException>(() => Ext2Reader.Read(source, 0, source.Length));
        Assert.Contains("Extents", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] MakeImage()
    {
        var tree = new FileTree(new(1_700_000_000));
        var bytes = new byte[400_000];
        new Random(1).NextBytes(bytes);
        for (int index = 0; index < 25; index++)
        {
            tree.Put(TreePath.FromText($"d{index % 5}/file{index}"), new FileNode(Plain, FileContent.FromBytes(bytes.AsMemory(0, index * index * 600))));
            tree.Put(TreePath.FromText($"d{index % 5}/link{index}"), new SymbolicLinkNode(Plain, ByteString.FromText(new string('x', index * 5 + 1))));
            tree.Put(TreePath.FromText($"d{index % 5}/sub{index}/fifo"), new FifoNode(Plain));
        }
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree, FilesystemSize.UsedPlus(100 << 10), new() { BlockSize = 1024 });
        return File.ReadAllBytes(scratch["a.img"]);
    }
}
