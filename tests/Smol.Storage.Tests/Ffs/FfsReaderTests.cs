using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsReaderTests
{
    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void A_filesystem_is_found_where_its_partition_begins(FfsVersion version)
    {
        const int Offset = 3 << 20;
        using var scratch = new Scratch();
        FfsLayout layout = FfsLayout.Of(Tree(), new() { Version = version }, new());
        using (ImageWriter writer = ImageWriter.Create(scratch["a.img"]))
        {
            writer.Write(0, "what was there before"u8);
            layout.Write(writer, Offset, []);
            writer.Commit(Offset + layout.Length + 12345);
        }
        using var image = new OpenFileSource(scratch["a.img"]);
        Assert.True(FfsReader.IsPresent(image, Offset, layout.Length));
        Assert.False(FfsReader.IsPresent(image, 0, image.Length));
        Assert.Empty(FileTreeComparison.Compare(Tree(), FfsReader.Read(image, Offset, layout.Length).Tree));
        Assert.Empty(FfsChecker.Check(image, Offset, layout.Length));
    }

    [Fact]
    public void What_was_not_unmounted_is_read_and_said()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        patient.EditSuperblock(superblock =>
        {
            superblock.Clean = 0;
            superblock.Flags = 0x100;
            "home"u8.CopyTo(superblock.VolumeName);
        });
        FilesystemContents contents = FfsReader.Read(new MemorySource(patient.Bytes), 0, patient.Bytes.Length);
        Assert.Equal(["it was not cleanly unmounted", "its journal (WAPBL) holds changes that were not replayed"], contents.Notices);
        Assert.Equal("home", contents.Label.ToString());
        Assert.NotNull(contents.Tree.Find(TreePath.FromText("d/e/deep")));
    }

    [Fact]
    public void FFSv1_from_before_the_64_bit_fields_is_read()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        patient.EditSuperblock(superblock =>
        {
            superblock.OldFlags = 0;
            superblock.SuperblockOffset = superblock.Fragments = superblock.DataFragments = superblock.SummaryAddress = superblock.Time = 0;
            superblock.Totals = default;
        });
        Assert.NotNull(FfsReader.Read(new MemorySource(patient.Bytes), 0, patient.Bytes.Length).Tree.Find(TreePath.FromText("big")));
        Assert.Empty(patient.Check());
    }

    [Fact]
    public void Inodes_of_4_3BSD_are_refused_by_name()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        patient.EditSuperblock(superblock => superblock.OldInodeFormat = -1);
        Assert.Contains("4.3BSD", MustFail(patient).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_an_error_with_the_path()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs2);
        int inode = patient.InodeOf("d/e/deep");
        patient.EditInode(inode, (ref i) => i.Blocks[0] = 1);
        SmolException failure = MustFail(patient);
        Assert.Equal($"(memory): inode {inode}, /d/e/deep", failure.Place);
        Assert.Contains("smol image fsck", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_cut_off_is_an_error()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        int half = patient.Bytes.Length / 2;
        var failure = Assert.Throws<SmolException>(() => FfsReader.Read(new MemorySource(patient.Bytes.AsMemory(0, half)), 0, half));
        Assert.Contains($"there are only {half} bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_that_no_calendar_has_are_read_and_said()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs2);
        patient.EditInode("one", (ref inode) => inode.Modified = new(long.MaxValue, -1));
        patient.EditInode("fifo", (ref inode) => inode.Modified = new(long.MinValue, int.MaxValue));
        patient.EditSuperblock(superblock => superblock.Time = 9_600_951_906_560);
        var source = new MemorySource(patient.Bytes);
        FileTree tree = FfsReader.Read(source, 0, patient.Bytes.Length).Tree;
        Assert.Equal(new Timestamp(long.MaxValue, 0), tree.Find(TreePath.FromText("one"))!.Attributes.Modified);
        Assert.Equal(new Timestamp(long.MinValue, Timestamp.MostNanoseconds), tree.Find(TreePath.FromText("fifo"))!.Attributes.Modified);
        Assert.Contains(new("written", "@9600951906560"), FfsReader.Summarize(source, 0, patient.Bytes.Length).Facts());

        using var scratch = new Scratch();
        var skipped = new List<string>();
        new FolderExport(skipped.Add).Write(tree.Find(TreePath.FromText("one"))!, scratch["one"], CancellationToken.None);
        Assert.Contains("@9223372036854775807", Assert.Single(skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_says_what_dumpfs_says()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs2);
        FfsSummary summary = FfsReader.Summarize(new MemorySource(patient.Bytes), 0, patient.Bytes.Length);
        Superblock superblock = patient.Superblock;
        Assert.Equal(
            (FfsVersion.Ffs2, ByteOrder.LittleEndian, 65536L, 4096, 512, (2L << 20) / 512, superblock.Groups, 4L, true, false),
            (summary.Version, summary.ByteOrder, summary.SuperblockOffset, summary.BlockSize, summary.FragmentSize, summary.Fragments, summary.Groups,
                summary.Directories, summary.IsClean, summary.HasPendingJournal));
        Assert.Equal(new Timestamp(1_700_000_000), summary.Time);
    }

    private static SmolException MustFail(Patient patient) =>
        Assert.Throws<SmolException>(() => FfsReader.Read(new MemorySource(patient.Bytes), 0, patient.Bytes.Length));

    private static FileTree Tree()
    {
        var tree = new FileTree(new(1_600_000_000));
        for (int index = 0; index < 100; index++)
            tree.Put(TreePath.FromText($"{index % 7}/{index}"), new FileNode(new(0x1A4, 0, 0, new(index)), FileContent.FromBytes(new byte[index * 100])));
        return tree;
    }
}
