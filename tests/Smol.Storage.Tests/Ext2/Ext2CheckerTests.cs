using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2CheckerTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_700_000_000));

    /// <summary>Single damages: what is done to a sound image, and whether e2fsck finds it, too.</summary>
    public static TheoryData<string, bool> Damages() => new()
    {
        { "superblock: magic", true }, { "superblock: block count over the end", true }, { "superblock: block size", true },
        { "superblock: inodes per group", true }, { "superblock: inode size", true }, { "superblock: blocks per group", true },
        { "superblock: first data block", true }, { "superblock: revision", true }, { "superblock: unknown feature", true },
        { "superblock: free blocks", true }, { "superblock: free inodes", true }, { "superblock: not clean", false },
        { "superblock: errors seen", false }, { "superblock: reserved blocks", true }, { "superblock: first inode", true },
        { "superblock: fragment size", true }, { "superblock: large file feature", true }, { "superblock: own group", false },
        { "copy: magic", false }, { "copy: block count", false }, { "copy: id", false }, { "copy: descriptor", false },
        { "group: block bitmap outside", true }, { "group: inode bitmap in another group", true }, { "group: inode table outside", true },
        { "group: two in one block", true }, { "group: free blocks", true }, { "group: free inodes", true }, { "group: directories", true },
        { "block bitmap: used block free", true }, { "block bitmap: free block used", true }, { "block bitmap: padding", true },
        { "inode bitmap: used inode free", true }, { "inode bitmap: free inode used", true }, { "inode bitmap: padding", true },
        { "inode: mode of nothing", true }, { "inode: deletion time", true }, { "inode: link count", true }, { "inode: no links", true },
        { "inode: reserved in use", false }, { "inode: sectors", true }, { "inode: file too short for its blocks", true },
        { "inode: file too long", true }, { "inode: extents", true }, { "inode: attributes outside", true },
        { "inode: block outside", true }, { "inode: block of another file", true }, { "inode: block of the inode table", true },
        { "inode: pointer block outside", true }, { "inode: pointer block of another file", true }, { "inode: pointer in pointer block outside", true },
        { "inode: double pointer block to itself", true }, { "inode: directory length", true }, { "inode: directory with a hole", true },
        { "inode: root is a file", true }, { "inode: short link's length", true }, { "inode: long link's length", true },
        { "inode: device with data", false }, { "inode: fifo with a length", true }, { "inode: index without feature", true },
        { "inode: locked fifo", true },
        { "directory: no dot", true }, { "directory: dot leads elsewhere", true }, { "directory: no dot dot", true },
        { "directory: dot dot leads elsewhere", true }, { "directory: record length 0", true }, { "directory: record length odd", true },
        { "directory: record length over the end", true }, { "directory: name longer than the record", true },
        { "directory: slash in a name", true }, { "directory: name twice", true }, { "directory: inode outside", true },
        { "directory: inode not in use", true }, { "directory: reserved inode", true }, { "directory: wrong type", true },
        { "directory: entry gone", true }, { "directory: second name of a directory", true }, { "directory: name of the root", true },
        { "directory: two that hold each other", true }, { "directory: lost+found gone", false },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Each_single_damage_is_found(string damage, bool isFoundByE2fsck)
    {
        using var scratch = new Scratch();
        DamagedImage image = MakeImage(scratch["a.img"]);
        Assert.Empty(Check(scratch["a.img"]));
        Ext2Damage.Inflict(damage, image);
        File.WriteAllBytes(scratch["a.img"], image.Bytes);

        IReadOnlyList<FilesystemFinding> findings = Check(scratch["a.img"]);
        Assert.NotEmpty(findings);
        Assert.True(Ext2Image.IsClean(scratch["a.img"], out string output) != isFoundByE2fsck, output);
    }

    [Fact]
    public void A_finding_says_where_it_is()
    {
        using var scratch = new Scratch();
        DamagedImage image = MakeImage(scratch["a.img"]);
        Ext2Damage.Inflict("directory: wrong type", image);
        FilesystemFinding finding = Assert.Single(Ext2Checker.Check(new MemorySource(image.Bytes), 0, image.Bytes.Length));
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Equal(image.InodeNumber("d"), finding.Inode);
        Assert.Equal(finding.Offset, image.Entry("d", "one"));
        Assert.Equal(finding.Offset / 1024, finding.Block);
        Assert.StartsWith($"warning, inode {finding.Inode}, block {finding.Block}, byte {finding.Offset}: ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_copy_of_a_damaged_superblock_is_named()
    {
        using var scratch = new Scratch();
        DamagedImage image = MakeImage(scratch["a.img"]);
        Ext2Damage.Inflict("superblock: magic", image);
        Assert.Contains(Ext2Checker.Check(new MemorySource(image.Bytes), 0, image.Bytes.Length), finding => finding.Problem.Contains("e2fsck -b 8193 -B 1024", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-t", "ext2")]
    [InlineData("-t", "ext2", "-b", "4096", "-O", "^resize_inode,^sparse_super")]
    [InlineData("-t", "ext2", "-r", "0")]
    [InlineData("-t", "ext3")]
    public void What_mke2fs_makes_is_sound(params string[] options)
    {
        using var scratch = new Scratch();
        Oracle.MustRun("sh", "-c", "mkdir -p $1/a/b && head -c 400000 /dev/urandom >$1/a/f && ln -s \"$(printf %0100d 1)\" $1/l && setfattr -n user.x -v y $1/a/f $1/l || :", "sh", scratch["folder"]);
        Oracle.MustRun("mke2fs", ["-q", .. options, "-d", scratch["folder"], scratch["a.img"], "30M"]);
        Oracle.MustRun("e2fsck", "-fn", scratch["a.img"]);
        Assert.Empty(Check(scratch["a.img"]));
    }

    private static IReadOnlyList<FilesystemFinding> Check(string path)
    {
        using var source = new OpenFileSource(path);
        return Ext2Checker.Check(source, 0, source.Length);
    }

    private static DamagedImage MakeImage(string path)
    {
        var tree = new FileTree(new(1_700_000_000));
        var bytes = new byte[600_000];
        new Random(1).NextBytes(bytes);
        tree.Put(TreePath.FromText("d/one"), new FileNode(Plain, FileContent.FromBytes(bytes.AsMemory(0, 3000))));
        tree.Put(TreePath.FromText("d/two"), new FileNode(Plain, FileContent.FromBytes(bytes)));
        tree.Put(TreePath.FromText("d/three"), new FileNode(Plain, FileContent.FromBytes(bytes.AsMemory(0, 50_000))));
        tree.Put(TreePath.FromText("d/sub/below"), new FifoNode(Plain));
        tree.Put(TreePath.FromText("d/sub2"), new DirectoryNode(Plain));
        tree.Put(TreePath.FromText("short"), new SymbolicLinkNode(Plain, ByteString.FromText("short")));
        tree.Put(TreePath.FromText("long"), new SymbolicLinkNode(Plain, ByteString.FromText(new string('l', 100))));
        tree.Put(TreePath.FromText("null"), new DeviceNode(Plain, NodeKind.CharacterDevice, 1, 3));
        for (int index = 0; index < 60; index++)
            tree.Put(TreePath.FromText($"large/some-name-that-fills-the-blocks-{index}"), new FifoNode(Plain));
        Ext2Image.Write(path, tree, FilesystemSize.Of(17 << 20), new() { BlockSize = 1024 });
        return new(File.ReadAllBytes(path), path);
    }
}
