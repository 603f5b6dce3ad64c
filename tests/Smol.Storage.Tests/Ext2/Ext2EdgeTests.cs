using System.Globalization;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2EdgeTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    /// <summary>For each block size, the block counts at which a level of pointers is full.</summary>
    public static TheoryData<int, long> Edges()
    {
        var edges = new TheoryData<int, long>();
        foreach (int blockSize in (int[])[1024, 4096])
        {
            long pointers = blockSize / 4;
            edges.Add(blockSize, 12);
            edges.Add(blockSize, 12 + pointers);
            edges.Add(blockSize, 12 + pointers + (pointers * pointers));
            edges.Add(blockSize, 12 + pointers + (pointers * pointers) + (3 * pointers));
        }
        return edges;
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Files_that_end_around_the_edge_of_a_level_of_pointers_come_back(int blockSize, long blocks)
    {
        var tree = new FileTree(new(1_700_000_000));
        foreach (long change in (long[])[-blockSize, -blockSize + 1, -1, 0, 1, blockSize - 1, blockSize])
            tree.Put(TreePath.FromText($"file{change}"), SparseFile((blocks * blockSize) + change, blockSize));
        MustComeBack(tree, blockSize);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(4096)]
    public void The_longest_file_comes_back_and_a_byte_more_is_an_error(int blockSize)
    {
        long pointers = blockSize / 4;
        long most = (12 + pointers + (pointers * pointers) + (pointers * pointers * pointers)) * blockSize;
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("longest"), SparseFile(most, blockSize));
        MustComeBack(tree, blockSize);

        tree.Put(TreePath.FromText("a/longer"), SparseFile(most + 1, blockSize));
        var failure = Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, new() { BlockSize = blockSize }, new()));
        Assert.Equal("/a/longer", failure.Place);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4096)]
    public void Whole_files_of_every_level_come_back(int blockSize)
    {
        var tree = new FileTree(new(1_700_000_000));
        var random = new Random(5);
        foreach (int blocks in (int[])[0, 1, 11, 12, 13, 12 + (blockSize / 4), 13 + (blockSize / 4), 5000])
        {
            var bytes = new byte[(blocks * blockSize) + random.Next(2)];
            random.NextBytes(bytes);
            tree.Put(TreePath.FromText($"file{blocks}"), new FileNode(Plain, FileContent.FromBytes(bytes)));
        }
        MustComeBack(tree, blockSize);
    }

    [Fact]
    public void Debugfs_finds_the_same_blocks_behind_every_level()
    {
        const int BlockSize = 1024;
        long[] indices = [0, 11, 12, 267, 268, 268 + 65535, 268 + 65536, 268 + 65536 + 70000];
        FileContent content = PiecesAt(indices, BlockSize);
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("file"), new FileNode(Plain, content));
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree, format: new() { BlockSize = BlockSize });
        using var image = new OpenFileSource(scratch["a.img"]);
        var expected = new byte[BlockSize];
        var found = new byte[BlockSize];
        foreach (long index in indices)
        {
            long block = long.Parse(Ext2Image.Debugfs(scratch["a.img"], $"bmap /file {index}"), CultureInfo.InvariantCulture);
            Array.Clear(expected);
            image.Read(block * BlockSize, found);
            content.Read(index * BlockSize, expected.AsSpan(0, (int)Math.Min(BlockSize, content.Length - (index * BlockSize))));
            Assert.Equal(expected, found);
        }
        Assert.Equal("0", Ext2Image.Debugfs(scratch["a.img"], "bmap /file 20000").Trim());
    }

    [Fact]
    public void A_directory_of_100_000_names_comes_back()
    {
        var tree = new FileTree(new(1_700_000_000));
        DirectoryNode directory = tree.MakeDirectory(TreePath.FromText("d"));
        for (int index = 0; index < 100_000; index++)
            directory.Put(ByteString.FromText($"a-name-that-is-neither-long-nor-short-{index}"), new FileNode(Plain, FileContent.FromBytes(default)));
        MustComeBack(tree, 1024);
    }

    [Theory]
    [InlineData(64_997, 64_999)]
    [InlineData(64_998, 65_000)]
    [InlineData(64_999, 1)]
    [InlineData(66_000, 1)]
    public void A_directory_with_more_directories_than_links_can_count_has_one_link(int count, int links)
    {
        var tree = new FileTree(new(1_700_000_000));
        DirectoryNode directory = tree.MakeDirectory(TreePath.FromText("d"));
        for (int index = 0; index < count; index++)
            directory.Put(ByteString.FromText($"{index}"), new DirectoryNode(Plain));
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree);
        Assert.Contains($"Links: {links} ", Ext2Image.Debugfs(scratch["a.img"], "stat /d"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_has_at_most_65_000_names()
    {
        var tree = new FileTree(new(1_700_000_000));
        var node = new SymbolicLinkNode(Plain, ByteString.FromText("x"));
        for (int index = 0; index < 65_000; index++)
            tree.Root.Put(ByteString.FromText($"{index}"), node);
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree);
        tree.Root.Put(ByteString.FromText("zz"), node);
        var failure = Assert.Throws<SmolException>(() => Ext2Layout.Of(tree, new(), new()));
        Assert.Equal("/zz", failure.Place);
    }

    [Fact]
    public void A_terabyte_is_laid_out_as_holes()
    {
        using var scratch = new Scratch();
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("file"), SparseFile(3L << 30, 4096));
        Ext2Layout layout = Ext2Image.WriteUnchecked(scratch["a.img"], tree, FilesystemSize.Of(1L << 40));
        Assert.Equal(1L << 40, layout.Length);
        long taken = long.Parse(Oracle.MustRun("stat", "-c", "%b", scratch["a.img"]), CultureInfo.InvariantCulture) * 512;
        Assert.InRange(taken, 1, 100L << 20);
        Assert.Contains("Filesystem state:         clean", Oracle.MustRun("dumpe2fs", "-h", scratch["a.img"]), StringComparison.Ordinal);
    }

    private static void MustComeBack(FileTree tree, int blockSize)
    {
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree, format: new() { BlockSize = blockSize });
        using var source = new OpenFileSource(scratch["a.img"]);
        FileTree read = Ext2Reader.Read(source, 0, source.Length).Tree;
        Ext2Image.RemoveLostAndFound(tree, read);
        Assert.Empty(FileTreeComparison.Compare(tree, read));
    }

    /// <summary>A file with bytes in its first and last three blocks and now and then between.</summary>
    private static FileNode SparseFile(long length, int blockSize)
    {
        long last = (length - 1) / blockSize;
        long[] indices = [0, .. new[] { last / 7, last / 2, last - 2, last - 1, last }.Where(index => index > 0)];
        return new(Plain, PiecesAt([.. indices.Distinct().Order()], blockSize, length));
    }

    private static FileContent PiecesAt(long[] indices, int blockSize, long? length = null)
    {
        var bytes = new byte[indices.Length * blockSize];
        new Random(3).NextBytes(bytes);
        long end = length ?? ((indices[^1] + 1) * blockSize) - 5;
        var ranges = indices.Select((index, place) => new DataRange(index * blockSize, Math.Min(blockSize, end - (index * blockSize)), place * blockSize));
        return FileContent.FromRanges(new MemorySource(bytes), end, [.. ranges]);
    }
}
