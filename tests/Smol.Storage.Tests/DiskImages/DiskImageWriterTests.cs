using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;
using Smol.TestSupport;

namespace Smol.Storage.Tests.DiskImages;

public sealed class DiskImageWriterTests
{
    public static TheoryData<FilesystemSize> Sizes() => [FilesystemSize.ExactFit, FilesystemSize.Auto, FilesystemSize.UsedPlus(5 << 20), FilesystemSize.Of(40 << 20)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_image_has_a_sound_partition_with_a_clean_filesystem(FilesystemSize size)
    {
        using var scratch = new Scratch();
        DiskImage image = DiskImageWriter.Write(scratch["a.img"], Tree(), new Ext2Format(), new() { PartitionName = "helloroot", Size = size });

        Assert.Equal(image.Length, new FileInfo(scratch["a.img"]).Length);
        Assert.Equal(size.Length ?? image.Length, image.Length);
        string verdict = Oracle.MustRun("sgdisk", "-v", scratch["a.img"]);
        Assert.Contains("No problems found", verdict, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)warning|caution", verdict);
        Oracle.MustRun("e2fsck", "-fn", $"{scratch["a.img"]}?offset={image.FilesystemOffset}");
        using var source = new OpenFileSource(scratch["a.img"]);
        GptPartition partition = GptReader.Read(source, source.Length).Partitions.Single();
        Assert.Equal(("helloroot", PartitionTypes.LinuxData, image.FilesystemOffset), (partition.Name, partition.Type, partition.Offset));
        Assert.True(partition.Length >= image.FilesystemLength);
        Assert.True(partition.Length - image.FilesystemLength < GptTable.Alignment);
        Assert.NotNull(Ext2Reader.Read(source, partition.Offset, partition.Length).Tree.Find(TreePath.FromText("etc/rc")));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_bare_image_is_the_filesystem_alone(FilesystemSize size)
    {
        using var scratch = new Scratch();
        DiskImage image = DiskImageWriter.Write(scratch["a.img"], Tree(), new Ext2Format(), new() { Size = size });
        Assert.Equal(0, image.FilesystemOffset);
        Assert.Equal(size.Length ?? image.FilesystemLength, image.Length);
        Oracle.MustRun("e2fsck", "-fn", scratch["a.img"]);
    }

    [Fact]
    public void The_same_tree_gives_the_same_ids_and_another_tree_gives_others()
    {
        using var scratch = new Scratch();
        var options = new DiskImageOptions { PartitionName = "aroot" };
        foreach (string name in (string[])["a", "b"])
            DiskImageWriter.Write(scratch[name], Tree(), new Ext2Format(), options);
        Assert.Equal(File.ReadAllBytes(scratch["a"]), File.ReadAllBytes(scratch["b"]));

        FileTree other = Tree();
        other.Put(TreePath.FromText("etc/rc"), new FifoNode(new(0x1A4, 0, 0, new(1))));
        DiskImageWriter.Write(scratch["c"], other, new Ext2Format(), options);
        Assert.NotEqual(Ids(scratch["a"]), Ids(scratch["c"]));
        DiskImageWriter.Write(scratch["d"], Tree(), new Ext2Format(), options with { Identity = () => [1] });
        Assert.NotEqual(Ids(scratch["a"]), Ids(scratch["d"]));
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void Boot_code_stands_before_a_filesystem_that_does_not_notice(FfsVersion version)
    {
        using var scratch = new Scratch();
        var format = new FfsFormat { Version = version };
        var options = new DiskImageOptions { PartitionName = "aroot", Size = FilesystemSize.Auto };
        var code = new BootCode(new byte[] { 1, 2, 3 }, Enumerable.Repeat((byte)7, format.BootAreaLength).ToArray());
        DiskImage plain = DiskImageWriter.Write(scratch["plain"], Tree(), format, options);
        DiskImageWriter.Write(scratch["boot"], Tree(), format, options with { Boot = code });

        byte[] expected = File.ReadAllBytes(scratch["plain"]);
        Assert.DoesNotContain(expected[(int)plain.FilesystemOffset..][..format.BootAreaLength], value => value != 0);
        byte[] bytes = File.ReadAllBytes(scratch["boot"]);
        Assert.Equal(code.Partition.ToArray(), bytes[(int)plain.FilesystemOffset..][..format.BootAreaLength]);
        Assert.Equal(expected[((int)plain.FilesystemOffset + format.BootAreaLength)..^GptTable.Alignment], bytes[((int)plain.FilesystemOffset + format.BootAreaLength)..^GptTable.Alignment]);
        Assert.Equal([1, 2, 3, 0], bytes[..4]);
    }

    [Fact]
    public void Boot_code_that_has_no_room_is_not_written()
    {
        using var scratch = new Scratch();
        var options = new DiskImageOptions { PartitionName = "aroot", Boot = new(default, new byte[1025]) };
        Assert.Throws<ArgumentOutOfRangeException>(() => DiskImageWriter.Write(scratch["a"], Tree(), new Ext2Format(), options));
        Assert.Throws<ArgumentException>(() => DiskImageWriter.Write(scratch["a"], Tree(), new FfsFormat(), options with { PartitionName = null }));
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Folder));
    }

    [Fact]
    public void A_failure_leaves_nothing()
    {
        using var scratch = new Scratch();
        FileTree tree = Tree();
        tree.Put(TreePath.FromText("gone"), new FileNode(new(0x1A4, 0, 0, default), FileContent.FromRange(new HostFileSource(scratch["none"]), 0, 5)));
        Assert.Throws<SmolException>(() => DiskImageWriter.Write(scratch["a.img"], tree, new Ext2Format(), new()));
        Assert.Throws<SmolException>(() => DiskImageWriter.Write(scratch["a.img"], Tree(), new Ext2Format(), new() { PartitionName = "a", Size = FilesystemSize.Of(2 << 20) }));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => DiskImageWriter.Write(scratch["a.img"], Tree(), new Ext2Format(), new(), cancelled.Token));
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Folder));
    }

    private static FileTree Tree()
    {
        var tree = new FileTree(new(1_700_000_000));
        tree.Put(TreePath.FromText("etc/rc"), new FileNode(new(0x1ED, 0, 0, new(1_600_000_000)), FileContent.FromBytes("#!/bin/sh\n"u8.ToArray())));
        tree.Put(TreePath.FromText("data"), new FileNode(new(0x180, 1, 2, new(3)), FileContent.FromBytes(new byte[1_234_567])));
        return tree;
    }

    private static string Ids(string path) =>
        Oracle.MustRun("sgdisk", "-i", "1", path).Split('\n')[1] + Oracle.MustRun("dumpe2fs", "-h", path + "?offset=1048576").Split('\n')[2];
}
