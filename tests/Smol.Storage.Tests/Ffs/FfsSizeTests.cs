using System.Globalization;
using System.Text.RegularExpressions;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

public sealed partial class FfsSizeTests
{
    public static TheoryData<FfsVersion, int, int> Trees()
    {
        var data = new TheoryData<FfsVersion, int, int>();
        foreach (FfsVersion version in Enum.GetValues<FfsVersion>())
        {
            foreach (int blockSize in (int[])[4096, 8192, 16384, 65536])
            {
                foreach (int count in (int[])[0, 3, 100, 2000])
                    data.Add(version, blockSize, count);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Trees))]
    public void An_exact_fit_is_the_smallest_that_fits(FfsVersion version, int blockSize, int count)
    {
        FileTree tree = Tree(count);
        var format = new FfsFormat { Version = version, BlockSize = blockSize };
        FfsLayout layout = FfsLayout.Of(tree, format, new() { Size = FilesystemSize.ExactFit });
        Assert.InRange(layout.FreeBytes, 0, count == 0 ? 3 * blockSize : 0);
        var failure = Assert.Throws<SmolException>(() => FfsLayout.Of(tree, format, new() { Size = FilesystemSize.Of(layout.Length - blockSize) }));
        Assert.Contains($"and needs {layout.Length}, {blockSize} more", failure.Message, StringComparison.Ordinal);
        FfsImage.MustRoundTrip(tree, format, FilesystemSize.Of(layout.Length));
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void What_is_to_be_free_is_free(FfsVersion version)
    {
        FileTree tree = Tree(500);
        var format = new FfsFormat { Version = version };
        long exact = FfsLayout.Of(tree, format, new() { Size = FilesystemSize.ExactFit }).Length;
        FfsLayout auto = FfsLayout.Of(tree, format, new() { Size = FilesystemSize.Auto });
        FfsLayout plus = FfsLayout.Of(tree, format, new() { Size = FilesystemSize.UsedPlus(3 << 20) });
        Assert.InRange(auto.FreeBytes, exact / 15, exact / 8);
        Assert.InRange(plus.FreeBytes, 3 << 20, (3 << 20) + (64 << 10));
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096)]
    [InlineData(FfsVersion.Ffs1, 8192)]
    [InlineData(FfsVersion.Ffs1, 32768)]
    [InlineData(FfsVersion.Ffs2, 4096)]
    [InlineData(FfsVersion.Ffs2, 16384)]
    public void Room_for_a_journal_is_there_when_it_is_asked_for(FfsVersion version, int blockSize)
    {
        foreach (int count in (int[])[0, 300, 3000])
        {
            var format = new FfsFormat { Version = version, BlockSize = blockSize };
            FfsLayout without = FfsLayout.Of(Tree(count), format, new() { Size = FilesystemSize.ExactFit });
            FfsLayout with = FfsLayout.Of(Tree(count), format with { KeepsRoomForLog = true }, new() { Size = FilesystemSize.ExactFit });
            Assert.False(without.HasRoomForLog);
            Assert.True(with.HasRoomForLog);
            Assert.InRange(with.FreeBytes, 1 << 20, 3 << 20); // in one group, of which newfs makes four
        }
    }

    [Fact]
    public void A_journal_larger_than_a_group_is_cut_to_it()
    {
        var format = new FfsFormat { BlockSize = 4096, KeepsRoomForLog = true };
        FfsLayout layout = FfsLayout.Of(Tree(10), format, new() { Size = FilesystemSize.Of(24L << 30) });
        Assert.True(layout.HasRoomForLog);
        Assert.True(FfsLayout.Of(Tree(10), format, new() { Size = FilesystemSize.UsedPlus(20L << 30) }).HasRoomForLog);
    }

    [Fact]
    public void A_size_without_room_for_the_journal_is_refused()
    {
        var format = new FfsFormat { KeepsRoomForLog = true };
        var failure = Assert.Throws<SmolException>(() => FfsLayout.Of(Tree(0), format, new() { Size = FilesystemSize.Of(1 << 20) }));
        long needed = long.Parse(Needed().Match(failure.Message).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.True(FfsLayout.Of(Tree(0), format with { FragmentSize = 512 }, new() { Size = FilesystemSize.Of(needed) }).HasRoomForLog);
    }

    [Fact]
    public void Inodes_are_as_many_as_asked_for_and_never_fewer_than_the_tree_needs()
    {
        var settings = new FilesystemSettings { Size = FilesystemSize.Of(40 << 20) };
        FileTree tree = Tree(1000);
        Assert.InRange(FfsLayout.Of(tree, new() { InodeCount = 7000 }, settings).InodeCount, 7000, 7300);
        Assert.InRange(FfsLayout.Of(tree, new() { InodeCount = 1 }, settings).InodeCount, 1003, 1300);
        Assert.InRange(FfsLayout.Of(tree, new() { BytesPerInode = 10_000 }, settings).InodeCount, 3900, 4300);
        Assert.InRange(FfsLayout.Of(tree, new() { BytesPerInode = 1 << 20 }, settings).InodeCount, 1003, 1300);
    }

    [Fact]
    public void A_size_without_room_for_the_inodes_asked_for_is_refused()
    {
        var settings = new FilesystemSettings { Size = FilesystemSize.Of(2 << 20) };
        var failure = Assert.Throws<SmolException>(() => FfsLayout.Of(Tree(3), new() { InodeCount = 15_000 }, settings));
        Assert.Contains("too small", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Holes_do_not_count_when_the_block_size_is_chosen()
    {
        FileTree tree = Tree(3);
        tree.Put(TreePath.FromText("sparse"), new FileNode(new(0x1A4, 0, 0, new(1)), FileContent.FromRanges(new MemorySource(default), 1L << 39, [])));
        Assert.Equal(4096, FfsLayout.Of(tree, new(), new()).BlockSize);
    }

    [Fact]
    public void A_sparse_filesystem_of_a_tebibyte_takes_little_room()
    {
        using var scratch = new Scratch();
        FileTree tree = Tree(100);
        FfsImage.Write(scratch["a.img"], tree, new(), FilesystemSize.Of(1L << 40));
        using var image = new OpenFileSource(scratch["a.img"]);
        Assert.Empty(FileTreeComparison.Compare(tree, FfsReader.Read(image, 0, image.Length).Tree));
        long blocks = long.Parse(Oracle.MustRun("stat", "-c", "%b", scratch["a.img"]), CultureInfo.InvariantCulture);
        Assert.InRange(blocks * 512, 0, 80 << 20);
    }

    [GeneratedRegex("and needs ([0-9]+), ")]
    private static partial Regex Needed();

    private static FileTree Tree(int count)
    {
        var tree = new FileTree(new(1));
        var random = new Random(count);
        for (int index = 0; index < count; index++)
        {
            var bytes = new byte[random.Next(random.Next(20) == 0 ? 200_000 : 4000)];
            random.NextBytes(bytes);
            tree.Put(TreePath.FromText($"d{index % 37}/f{index}"), new FileNode(new(0x1A4, 0, 0, new(1)), FileContent.FromBytes(bytes)));
        }
        return tree;
    }
}
