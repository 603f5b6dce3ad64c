using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2HostileTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    [Theory]
    [InlineData(1024)]
    [InlineData(4096)]
    public void Whatever_the_bytes_are_the_end_is_a_tree_findings_or_an_error(int blockSize)
    {
        byte[] sound = MakeImage(blockSize);
        var random = new Random(blockSize);
        int[] places = InterestingPlaces(sound, blockSize);
        for (int round = TestCount.Of(1000, 50_000); round > 0; round--)
        {
            byte[] bytes = (byte[])sound.Clone();
            for (int change = random.Next(1, 6); change > 0; change--)
                Mutate(bytes, places[random.Next(places.Length)] + random.Next(64), random);
            int length = random.Next(20) == 0 ? random.Next(bytes.Length) : bytes.Length;
            Survive(bytes.AsMemory(0, length));
        }
    }

    [Fact]
    public void Many_files_that_share_one_great_map_of_blocks_take_no_longer_than_the_image_is()
    {
        // Each of 2000 inodes claims, through the same three levels of pointers, 16 million blocks.
        byte[] bytes = MakeImage(1024);
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
        byte[] bytes = MakeImage(1024);
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

    private static void Survive(ReadOnlyMemory<byte> bytes)
    {
        var source = new MemorySource(bytes);
        Ext2Checker.Check(source, 0, bytes.Length);
        try
        {
            FileTree tree = Ext2Reader.Read(source, 0, bytes.Length).Tree;
            var waiting = new Stack<DirectoryNode>([tree.Root]);
            while (waiting.TryPop(out DirectoryNode? directory))
            {
                foreach (DirectoryEntry entry in directory.SortedEntries())
                {
                    if (entry.Node is DirectoryNode child)
                        waiting.Push(child);
                    else if (entry.Node is FileNode file && file.Content.Ranges is [.., DataRange last])
                        file.Content.Read(last.FileOffset, new byte[Math.Min(last.Length, 4096)]);
                }
            }
        }
        catch (SmolException)
        {
            // The other of the two allowed ends.
        }
    }

    /// <summary>Where structures are: superblock, descriptors, bitmaps, the first inodes, and blocks that hold directories and pointers.</summary>
    private static int[] InterestingPlaces(byte[] image, int blockSize)
    {
        int descriptors = blockSize == 1024 ? 2048 : blockSize;
        int table = BitConverter.ToInt32(image, descriptors + 8) * blockSize;
        var places = new List<int> { 1024, 1024 + 64, descriptors, BitConverter.ToInt32(image, descriptors) * blockSize };
        for (int inode = 1; inode < 60; inode++)
        {
            int place = table + (inode * 128);
            places.Add(place);
            places.Add(place + 40);
            foreach (int pointer in (int[])[0, 1, 12, 13])
            {
                uint block = BitConverter.ToUInt32(image, place + 40 + (pointer * 4));
                if (block > 0 && block < image.Length / blockSize)
                    places.Add((int)block * blockSize);
            }
        }
        return [.. places];
    }

    private static void Mutate(byte[] bytes, int place, Random random)
    {
        if (random.Next(2) == 0)
            bytes[place] = (byte)random.Next(256);
        else
            BitConverter.TryWriteBytes(bytes.AsSpan(place & ~3), random.Next(4) switch { 0 => 0, 1 => -1, 2 => random.Next(3000), _ => random.Next() });
    }

    private static byte[] MakeImage(int blockSize)
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
        Ext2Image.Write(scratch["a.img"], tree, FilesystemSize.UsedPlus(100 << 10), new() { BlockSize = blockSize });
        return File.ReadAllBytes(scratch["a.img"]);
    }
}
