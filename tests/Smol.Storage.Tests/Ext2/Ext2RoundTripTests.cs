using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2RoundTripTests
{
    private const uint FlagsOfExt2 = 0x6_0001;

    // What fits into an inode of 256 bytes, and into one of 128 (ext4.h: ext4_encode_extra_time).
    private static readonly FileTreeLimits Wide = new() { EarliestTime = int.MinValue, LatestTime = (2L << 32) + int.MaxValue, Flags = FlagsOfExt2 };
    private static readonly FileTreeLimits Narrow = Wide with { LatestTime = int.MaxValue, HasNanoseconds = false };

    [Theory]
    [InlineData(1024, 128)]
    [InlineData(1024, 256)]
    [InlineData(2048, 128)]
    [InlineData(4096, 256)]
    [InlineData(4096, 128)]
    public void Any_tree_comes_back_from_a_clean_image(int blockSize, int inodeSize)
    {
        var format = new Ext2Format { BlockSize = blockSize, InodeSize = inodeSize };
        FileTreeLimits limits = inodeSize == 128 ? Narrow : Wide;
        Prop.ForAll(FileTreeGenerator.Trees(limits), draft =>
        {
            using var scratch = new Scratch();
            FileTree tree = draft.Build();
            Ext2Image.Write(scratch["a.img"], tree, draft.Entries.Count % 2 == 0 ? FilesystemSize.ExactFit : FilesystemSize.Auto, format);
            using var source = new OpenFileSource(scratch["a.img"]);
            Assert.Empty(Ext2Checker.Check(source, 0, source.Length));
            FileTree read = Ext2Reader.Read(source, 0, source.Length).Tree;
            Ext2Image.RemoveLostAndFound(tree, read);
            Assert.All(FileTreeComparison.Compare(tree, read), difference => MustBeFlagOfSpecialFile(tree, difference));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(60, 400)));
    }

    /// <summary>ext2 has no immutable and append-only flags on anything but files and directories.</summary>
    private static void MustBeFlagOfSpecialFile(FileTree tree, FileTreeDifference difference)
    {
        Assert.Equal(FileTreeDifferenceKind.Flags, difference.Kind);
        Assert.False(tree.Find(difference.Path)!.Kind is NodeKind.File or NodeKind.Directory);
        Assert.Equal(uint.Parse(difference.First, CultureInfo.InvariantCulture) & 1, uint.Parse(difference.Second, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void NetBSD_device_numbers_come_back()
    {
        var tree = new FileTree();
        var attributes = new NodeAttributes(0x180, 0, 0, default);
        tree.Put(TreePath.FromText("ttyVI00"), new DeviceNode(attributes, NodeKind.CharacterDevice, 364, 0));
        tree.Put(TreePath.FromText("null"), new DeviceNode(attributes, NodeKind.CharacterDevice, 2, 2));
        tree.Put(TreePath.FromText("dk300"), new DeviceNode(attributes, NodeKind.BlockDevice, 168, 300));
        using var scratch = new Scratch();
        Ext2Image.Write(scratch["a.img"], tree, format: new() { Devices = DeviceEncoding.NetBsd });
        using var source = new OpenFileSource(scratch["a.img"]);
        FileTree read = Ext2Reader.Read(source, 0, source.Length).Tree;
        Ext2Image.RemoveLostAndFound(tree, read);
        Assert.Empty(FileTreeComparison.Compare(tree, read));
    }
}
