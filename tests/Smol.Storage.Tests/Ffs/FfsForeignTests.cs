using System.Globalization;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

/// <summary>Other people's programs read what we write, and we read what they write.</summary>
public sealed class FfsForeignTests
{
    private static readonly HashSet<FileTreeDifferenceKind> NotTakenFromTheFolder =
        [FileTreeDifferenceKind.Time, FileTreeDifferenceKind.Owner, FileTreeDifferenceKind.Permissions, FileTreeDifferenceKind.HardLink];

    private static readonly NodeAttributes Plain = new(0x1A4, 3, 4, new(1_600_000_000));

    [Theory]
    [InlineData(1, "le", 8192, 1024)]
    [InlineData(1, "be", 8192, 1024)]
    [InlineData(1, "be", 4096, 512)]
    [InlineData(2, "le", 16384, 2048)]
    [InlineData(2, "be", 16384, 2048)]
    [InlineData(2, "be", 4096, 1024)]
    public void What_makefs_writes_is_read_and_found_sound(int version, string order, int blockSize, int fragmentSize)
    {
        using var scratch = new Scratch();
        FillFolder(scratch["tree"]);
        Oracle.MustRun(
            "makefs", "-t", "ffs", "-s", "4m", "-B", order, "-o", $"version={version},bsize={blockSize},fsize={fragmentSize}", scratch["a.img"], scratch["tree"]);
        using var image = new OpenFileSource(scratch["a.img"]);
        Assert.Empty(FfsChecker.Check(image, 0, image.Length));
        FfsSummary summary = FfsReader.Summarize(image, 0, image.Length);
        Assert.Equal(
            ((FfsVersion)version, order == "be" ? ByteOrder.BigEndian : ByteOrder.LittleEndian, 8192L, true),
            (summary.Version, summary.ByteOrder, summary.SuperblockOffset, summary.IsClean));

        var expected = new FileTree();
        HostFolder.AddTo(expected, TreePath.Root, scratch["tree"], default);
        FileTree found = FfsReader.Read(image, 0, image.Length).Tree;
        Assert.All(FileTreeComparison.Compare(expected, found), difference => Assert.Contains(difference.Kind, NotTakenFromTheFolder));
        Assert.Same(found.Find(TreePath.FromText("name")), found.Find(TreePath.FromText("other name")));
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096, 512)]
    [InlineData(FfsVersion.Ffs1, 16384, 2048)]
    [InlineData(FfsVersion.Ffs2, 4096, 512)]
    [InlineData(FfsVersion.Ffs2, 8192, 1024)]
    public void Sleuthkit_finds_every_file_and_its_bytes(FfsVersion version, int blockSize, int fragmentSize)
    {
        using var scratch = new Scratch();
        FileTree tree = Tree(blockSize);
        FfsImage.Write(scratch["a.img"], tree, new() { Version = version, BlockSize = blockSize, FragmentSize = fragmentSize });
        string[] lines = Oracle.MustRun("fls", "-rpF", "-f", "ufs", scratch["a.img"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(tree.Root.SortedEntries().Count(entry => entry.Node is FileNode) + 40, lines.Count(line => line.StartsWith("r/r", StringComparison.Ordinal)));
        foreach (string line in lines.Where(line => line.StartsWith("r/r", StringComparison.Ordinal)))
        {
            string inode = line[4..line.IndexOf(':', StringComparison.Ordinal)];
            string path = line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..];
            FileContent content = Assert.IsType<FileNode>(tree.Find(TreePath.FromText(path))).Content;
            Assert.Equal(Digest(content), Oracle.MustRun("sh", "-c", $"icat -f ufs '{scratch["a.img"]}' {inode} | sha256sum").Split(' ')[0]);
        }
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void Sleuthkit_reads_the_same_figures(FfsVersion version)
    {
        using var scratch = new Scratch();
        FfsLayout layout = FfsImage.Write(scratch["a.img"], Tree(8192), new() { Version = version, BlockSize = 8192 });
        string text = Oracle.MustRun("fsstat", "-f", "ufs", scratch["a.img"]);
        Assert.Contains($"File System Type: UFS {(int)version}", text, StringComparison.Ordinal);
        Assert.Contains("Last Written: 2023-11-14 22:13:20 (UTC)", text, StringComparison.Ordinal);
        Assert.Contains($"Num of Avail Full Blocks: {layout.FreeBytes / 8192}", text, StringComparison.Ordinal);
        Assert.Contains($"Fragment Range: 0 - {(layout.Length / 1024) - 1}", text, StringComparison.Ordinal);
        Assert.Contains($"Number of Cylinder Groups: {layout.GroupCount}", text, StringComparison.Ordinal);

        string[] inode = Oracle.MustRun("istat", "-f", "ufs", scratch["a.img"], "3").Split('\n');
        Assert.Contains("uid / gid: 3 / 4", inode);
        Assert.Contains("File Modified:\t2020-09-13 12:26:40 (UTC)", inode);
    }

    private static FileTree Tree(int blockSize)
    {
        var tree = new FileTree(new(1_600_000_000));
        var random = new Random(blockSize);
        foreach (int length in (int[])[0, 1, 511, 512, 513, blockSize - 1, blockSize, blockSize + 1, 12 * blockSize, (12 * blockSize) + 1, 40 * blockSize])
            tree.Put(TreePath.FromText(string.Create(CultureInfo.InvariantCulture, $"{length:0000000}")), File(random, length));
        for (int index = 0; index < 40; index++)
            tree.Put(TreePath.FromText($"d/{index % 7}/f{index}"), File(random, random.Next(5000)));
        return tree;
    }

    private static FileNode File(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return new(Plain, FileContent.FromBytes(bytes));
    }

    private static string Digest(FileContent content)
    {
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
    }

    private static void FillFolder(string folder)
    {
        var random = new Random(7);
        Directory.CreateDirectory(Path.Combine(folder, "a", "b"));
        foreach (int length in (int[])[0, 1, 1000, 8191, 8192, 100_000, 300_000])
            Write(Path.Combine(folder, "a", $"{length}"), length);
        for (int index = 0; index < 200; index++)
            Write(Path.Combine(folder, "a", "b", $"a name that is not short {index}"), index * 13);
        Write(Path.Combine(folder, "name"), 10);
        Oracle.MustRun("ln", Path.Combine(folder, "name"), Path.Combine(folder, "other name"));
        System.IO.File.CreateSymbolicLink(Path.Combine(folder, "short"), "name");
        System.IO.File.CreateSymbolicLink(Path.Combine(folder, "long"), new string('l', 200));

        void Write(string path, int length)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            System.IO.File.WriteAllBytes(path, bytes);
        }
    }
}
