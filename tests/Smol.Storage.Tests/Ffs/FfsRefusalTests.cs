using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsRefusalTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, default);

    [Fact]
    public void A_name_of_255_bytes_fits_and_one_of_256_does_not()
    {
        var tree = new FileTree();
        tree.MakeDirectory(TreePath.FromText("d")).Put(ByteString.FromText(new string('x', 255)), new FifoNode(Plain));
        FfsImage.MustRoundTrip(tree, new());
        tree.MakeDirectory(TreePath.FromText("d")).Put(ByteString.FromText(new string('x', 256)), new FifoNode(Plain));
        MustRefuse(tree, "/d/" + new string('x', 256), "256 bytes");
    }

    [Fact]
    public void A_link_of_1023_bytes_fits_and_one_of_1024_does_not()
    {
        FileTree tree = With("a/l", new SymbolicLinkNode(Plain, ByteString.FromText(new string('x', 1023))));
        FfsImage.MustRoundTrip(tree, new());
        MustRefuse(With("a/l", new SymbolicLinkNode(Plain, ByteString.FromText(new string('x', 1024)))), "/a/l", "1024 bytes");
    }

    [Fact]
    public void Device_numbers_have_12_and_20_bits()
    {
        FfsImage.MustRoundTrip(With("d", new DeviceNode(Plain, NodeKind.BlockDevice, 0xFFF, 0xFFFFF)), new());
        MustRefuse(With("d", new DeviceNode(Plain, NodeKind.BlockDevice, 0x1000, 0)), "/d", "dev_t");
        MustRefuse(With("d", new DeviceNode(Plain, NodeKind.CharacterDevice, 0, 0x100000)), "/d", "dev_t");
    }

    [Fact]
    public void A_file_has_at_most_32767_names()
    {
        var node = new FifoNode(Plain);
        var tree = new FileTree();
        for (int index = 0; index < short.MaxValue; index++)
            tree.Root.Put(ByteString.FromText($"{index:00000}"), node);
        FfsImage.MustRoundTrip(tree, new());
        tree.Root.Put(ByteString.FromText("last"), node);
        MustRefuse(tree, "/last", "LINK_MAX");
    }

    [Fact]
    public void A_directory_has_at_most_32765_directories_in_it()
    {
        var tree = new FileTree();
        DirectoryNode directory = tree.MakeDirectory(TreePath.FromText("d"));
        for (int index = 0; index < short.MaxValue - 2; index++)
            directory.Put(ByteString.FromText($"{index}"), new DirectoryNode(Plain));
        FfsLayout.Of(tree, new(), new());
        directory.Put(ByteString.FromText("last"), new DirectoryNode(Plain));
        MustRefuse(tree, "/d", "LINK_MAX");
    }

    [Fact]
    public void Directories_with_two_names_and_trees_in_themselves_are_refused()
    {
        var tree = new FileTree();
        var directory = new DirectoryNode(Plain);
        tree.Root.Put(ByteString.FromText("a"), directory);
        tree.Root.Put(ByteString.FromText("b"), directory);
        MustRefuse(tree, "/a", "two names");
        var loop = new FileTree();
        loop.Root.Put(ByteString.FromText("self"), loop.Root);
        MustRefuse(loop, "/", "inside it");
    }

    [Fact]
    public void A_file_longer_than_blocks_can_reach_is_refused()
    {
        const long Longest = (4096L << 31) - 1; // FFSv1: block numbers below 2^31
        FileTree tree = With("a/long", new FileNode(Plain, FileContent.FromRanges(new MemorySource(default), Longest + 1, [])));
        var failure = Assert.Throws<SmolException>(() => FfsLayout.Of(tree, new() { BlockSize = 4096 }, new()));
        Assert.Equal("/a/long", failure.Place);
        FfsLayout.Of(tree, new() { BlockSize = 8192 }, new());
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(-(1L << 40))]
    public void FFSv1_cuts_times_to_32_bits_and_FFSv2_keeps_them(long seconds)
    {
        FileTree tree = With("f", new FifoNode(Plain with { Modified = new(seconds, 5) }));
        FfsImage.MustRoundTrip(tree, new() { Version = FfsVersion.Ffs2 });
        using var scratch = new TestSupport.Scratch();
        FfsImage.Write(scratch["a.img"], tree, new());
        using var image = new OpenFileSource(scratch["a.img"]);
        Node read = FfsReader.Read(image, 0, image.Length).Tree.Find(TreePath.FromText("f"))!;
        Assert.Equal(new Timestamp(Math.Clamp(seconds, int.MinValue, int.MaxValue)), read.Attributes.Modified);
    }

    [Fact]
    public void Options_that_make_no_filesystem_are_refused()
    {
        MustRefuse(new() { BlockSize = 5000 }, "--block");
        MustRefuse(new() { BlockSize = 2048 }, "--block");
        MustRefuse(new() { BlockSize = 131072 }, "--block");
        MustRefuse(new() { FragmentSize = 256 }, "--fragment");
        MustRefuse(new() { FragmentSize = 16384 }, "--fragment");
        MustRefuse(new() { BlockSize = 8192, FragmentSize = 512 }, "--fragment");
        MustRefuse(new() { BlockSize = 4096, FragmentSize = 8192 }, "--fragment");
        MustRefuse(new() { MinFreePercent = 100 }, "--minfree");
        MustRefuse(new() { InodeCount = 0 }, "--inodes");
        MustRefuse(new() { BytesPerInode = 0 }, "--bytes-per-inode");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(16384)]
    [InlineData(long.MaxValue)]
    public void Lengths_that_make_no_filesystem_are_refused(long length) =>
        Assert.Throws<SmolException>(() => FfsLayout.Of(new FileTree(), new(), new() { Size = FilesystemSize.Of(length) }));

    private static FileTree With(string path, Node node)
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText(path), node);
        return tree;
    }

    private static void MustRefuse(FileTree tree, string place, string problem)
    {
        var failure = Assert.Throws<SmolException>(() => FfsLayout.Of(tree, new(), new()));
        Assert.Equal(place, failure.Place);
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
    }

    private static void MustRefuse(FfsFormat format, string place) =>
        Assert.Equal(place, Assert.Throws<SmolException>(() => FfsLayout.Of(new FileTree(), format, new())).Place);
}
