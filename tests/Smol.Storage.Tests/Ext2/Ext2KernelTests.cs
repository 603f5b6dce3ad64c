using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

/// <summary>Where the tests may mount, the kernel that they run on is a judge, too.</summary>
public sealed class Ext2KernelTests
{
    private static readonly FileTreeLimits Limits = new() { LongestName = 200, EarliestTime = int.MinValue, LatestTime = (2L << 32) + int.MaxValue, HasNanoseconds = false, Flags = 0, LargestId = 1_000_000 };

    [Theory]
    [InlineData("ext2", 1024)]
    [InlineData("ext4", 1024)]
    [InlineData("ext4", 4096)]
    public void The_kernel_reads_every_node_and_writes_more(string driver, int blockSize)
    {
        using var scratch = new Scratch();
        FileTreeDraft draft = FileTreeGenerator.Draft(new Random(blockSize), 500, Limits);
        FileTree tree = new FileTreeDraft(draft.Root, [.. draft.Entries.Where(HasPlainNames)]).Build();
        Ext2Image.Write(scratch["a.img"], tree, Storage.DiskImages.FilesystemSize.UsedPlus(10 << 20), new() { BlockSize = blockSize });

        WhileMounted(driver, "ro", scratch, folder => Assert.Equal(Listing.OfTree(tree), Listing.OfFolder(folder).Where(IsOurs)));
        WhileMounted(driver, "rw", scratch, folder =>
        {
            Oracle.MustRun("sh", "-c", "mkdir -p $1/new/a/b && head -c 3000000 /dev/urandom >$1/new/a/file && ln $1/new/a/file $1/new/a/b/name", "sh", folder);
            File.Copy(Path.Combine(folder, "new/a/file"), scratch["copy"]);
        });
        Ext2Image.MustBeClean(scratch["a.img"]);
        using var image = new OpenFileSource(scratch["a.img"]);
        Assert.Empty(Ext2Checker.Check(image, 0, image.Length));
        FileContent content = Assert.IsType<FileNode>(Ext2Reader.Read(image, 0, image.Length).Tree.Find(TreePath.FromText("new/a/b/name"))).Content;
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        Assert.Equal(File.ReadAllBytes(scratch["copy"]), bytes);
    }

    /// <summary>What find(1) prints line by line and field by field.</summary>
    private static bool HasPlainNames(FileTreeDraftEntry entry) =>
        entry.Name.Span.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && entry.Target.Span.IndexOfAnyExceptInRange((byte)'.', (byte)'z') < 0;

    private static bool IsOurs(string line) => !line.StartsWith("lost+found|", StringComparison.Ordinal);

    private static void WhileMounted(string driver, string mode, Scratch scratch, Action<string> action)
    {
        string folder = Directory.CreateDirectory(scratch["mounted"]).FullName;
        if (Oracle.Run("mount", "-t", driver, "-o", "loop," + mode, scratch["a.img"], folder).Code != 0)
            Assert.Skip("only root can mount");
        try
        {
            action(folder);
        }
        finally
        {
            // A process that another test has just forked can keep it busy for a moment.
            Oracle.MustRun("sh", "-c", "for attempt in $(seq 100); do umount \"$1\" && exit 0; sleep 0.1; done; exit 1", "sh", folder);
        }
    }
}
