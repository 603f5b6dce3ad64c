using System.Globalization;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsGroupSummaryTests
{
    /// <summary>The figures of sleuthkit's fsstat, and what they are called here.</summary>
    private static readonly (string Theirs, string Ours)[] _figures =
    [
        ("Num of Dirs", "directories"), ("Num of Avail Blocks", "free blocks"), ("Num of Avail Inodes", "free inodes"), ("Num of Avail Frags", "free fragments"),
    ];

    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096)]
    [InlineData(FfsVersion.Ffs1, 16384)]
    [InlineData(FfsVersion.Ffs2, 8192)]
    public void Sleuthkit_says_the_same_of_each_group(FfsVersion version, int blockSize)
    {
        using var scratch = new Scratch();
        FileTree tree = FileTreeGenerator.Draft(new Random(blockSize), 300, new()).Build();
        FfsLayout layout = FfsImage.Write(scratch["a.img"], tree, new() { Version = version, BlockSize = blockSize }, FilesystemSize.UsedPlus(20 << 20));
        string[] shown = Oracle.MustRun("fsstat", "-f", "ufs", scratch["a.img"]).Split("\nGroup ")[1..];
        Assert.Equal(layout.GroupCount, shown.Length);
        List<Dictionary<string, string>> groups = Read(scratch["a.img"]);
        foreach ((string theirs, Dictionary<string, string> ours) in shown.Zip(groups))
        {
            string local = theirs[theirs.IndexOf("Local Summary", StringComparison.Ordinal)..];
            Assert.Equal(_figures.Select(figure => $"{figure.Theirs}: {ours[figure.Ours]}"), local.Split('\n')[1..5].Select(line => line.Trim()));
        }
    }

    [Theory]
    [InlineData(1, "le")]
    [InlineData(1, "be")]
    [InlineData(2, "be")]
    public void The_maps_have_as_many_as_the_counts_say(int version, string order)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["d"]);
        for (int index = 0; index < 20; index++)
            File.WriteAllBytes(scratch[$"d/{index}"], new byte[index * 1000]);
        Oracle.MustRun("makefs", "-t", "ffs", "-s", "8m", "-B", order, "-o", $"version={version},bsize=8192,fsize=1024", scratch["a.img"], scratch["d"]);
        FfsImage.Write(scratch["b.img"], FileTreeGenerator.Draft(new Random(5), 200, new()).Build(), new() { Version = (FfsVersion)version });
        foreach (Dictionary<string, string> group in Read(scratch["a.img"]).Concat(Read(scratch["b.img"])))
        {
            Assert.Equal("0x90255", group["magic"]);
            Assert.Equal(group["cylinder group"], group["index"]);
            Assert.Equal(Number(group["inodes"]) - Number(group["free inodes"]), Count(group["used inode ranges"]));
            Assert.Equal((Number(group["free blocks"]) * 8) + Number(group["free fragments"]), Count(group["free fragment ranges"]));
            Assert.Equal(Number(group["free blocks"]), Count(group["free block ranges"]));
            Assert.Equal(Number(group["free fragments"]), group["runs of free fragments"].Split(' ').Select((count, index) => (index + 1) * Number(count)).Sum());
        }
    }

    private static List<Dictionary<string, string>> Read(string path)
    {
        using var source = new OpenFileSource(path);
        return [.. FfsGroupSummary.Groups(source, 0, source.Length).Select(group => group.ToDictionary(fact => fact.Name, fact => fact.Text))];
    }

    private static long Count(string ranges) => ranges.Split(", ", StringSplitOptions.RemoveEmptyEntries).Sum(range =>
    {
        long[] ends = [.. range.Split('-').Select(Number)];
        return ends[^1] - ends[0] + 1;
    });

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
