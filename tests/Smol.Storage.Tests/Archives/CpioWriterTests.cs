using System.Globalization;
using System.Text;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class CpioWriterTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 1000, 100, new(1_700_000_000, 5));

    [Fact]
    public void A_small_archive_has_exactly_these_bytes()
    {
        var tree = new FileTree(new(0x10));
        var file = new FileNode(Plain, FileContent.FromBytes("hello"u8.ToArray()));
        tree.Put(TreePath.FromText("a"), file);
        tree.Put(TreePath.FromText("b"), file);
        tree.Put(TreePath.FromText("c"), new DeviceNode(Plain, NodeKind.CharacterDevice, 5, 1));
        tree.Put(TreePath.FromText("d"), new SymbolicLinkNode(Plain, ByteString.FromText("to")));

        const string attributes = "000003e800000064";
        string expected =
            "070701" + "00000001" + "000041ed" + "0000000000000000" + "00000002" + "00000010" + "00000000" + Zeros(4) + "00000002" + "00000000" + ".\0" +
            "070701" + "00000002" + "000081a4" + attributes + "00000002" + "6553f100" + "00000000" + Zeros(4) + "00000002" + "00000000" + "a\0" +
            "070701" + "00000002" + "000081a4" + attributes + "00000002" + "6553f100" + "00000005" + Zeros(4) + "00000002" + "00000000" + "b\0" + "hello\0\0\0" +
            "070701" + "00000003" + "000021a4" + attributes + "00000001" + "6553f100" + "00000000" + Zeros(2) + "00000005" + "00000001" + "00000002" + "00000000" + "c\0" +
            "070701" + "00000004" + "0000a1a4" + attributes + "00000001" + "6553f100" + "00000002" + Zeros(4) + "00000002" + "00000000" + "d\0" + "to\0\0" +
            "070701" + Zeros(4) + "00000001" + Zeros(6) + "0000000b" + "00000000" + "TRAILER!!!\0";
        Assert.Equal(expected.PadRight(1024, '\0'), Encoding.Latin1.GetString(Write(tree)));

        static string Zeros(int count) => new('0', 8 * count);
    }

    [Fact]
    public void Gnu_cpio_unpacks_what_we_wrote()
    {
        using var scratch = new Scratch();
        using var folder = new NastyFolder(scratch["in"], "long");
        Oracle.MustRun("tar", "--create", "--sort=name", "--sparse", "--format=pax", "--file", scratch["in.tar"], "--directory", folder.Path, ".");
        FileTree tree = TarOracleTests.Read(scratch["in.tar"]);
        tree.Put(TreePath.FromText("TRAILER!!!"), new FileNode(Plain with { UserId = 0, GroupId = 0 }, FileContent.FromBytes("not the end"u8.ToArray())));
        File.WriteAllBytes(scratch["out.cpio"], Write(tree));
        Directory.CreateDirectory(scratch["out"]);
        (int code, _, string errors) = Oracle.RunIn(scratch["out"], "cpio", "--extract", "--preserve-modification-time", "--quiet", "--file", scratch["out.cpio"]);
        Assert.Equal((0, ""), (code, errors));
        string[] found = NastyFolder.Show(scratch["out"]);
        Oracle.MustRun("rm", "-rf", scratch["out"]);

        // cpio gives links and directories the time of unpacking, and links nothing but files.
        Assert.Equal(Simple(NastyFolder.Describe(tree)), Simple(found));
    }

    [Fact]
    public void Every_tree_lists_as_it_is()
    {
        using var scratch = new Scratch();
        FileTree tree = FileTreeGenerator.Draft(new Random(3), 300, new() { EarliestTime = 0, LatestTime = uint.MaxValue, MostLinks = 1, HasHoles = false, HasSockets = false, HasNanoseconds = false }).Build();
        File.WriteAllBytes(scratch["a.cpio"], Write(tree));
        (int code, string list, string errors) = Oracle.Run("bsdtar", "-tf", scratch["a.cpio"]);
        Assert.True(code == 0, errors);
        Assert.Equal(FileTreeWalk.Entries(tree).Count(), list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Oracle.MustRun("bsdtar", "-c", "--format", "pax", "-f", scratch["a.tar"], "@" + scratch["a.cpio"]);
        IEnumerable<FileTreeDifference> differences = FileTreeComparison.Compare(tree, TarOracleTests.Read(scratch["a.tar"]));
        Assert.DoesNotContain(differences, difference => difference.Kind != FileTreeDifferenceKind.Flags);
    }

    [Fact]
    public void A_file_also_in_another_tree_is_written_with_its_data()
    {
        var tree = new FileTree();
        var other = new FileTree();
        var file = new FileNode(Plain, FileContent.FromBytes("shared"u8.ToArray()));
        tree.Put(TreePath.FromText("a"), file);
        other.Put(TreePath.FromText("a"), file);
        Assert.Contains("shared", Encoding.Latin1.GetString(Write(tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_format_can_not_hold_is_refused_or_clamped()
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("early"), new FifoNode(Plain with { Modified = new(-5) }));
        tree.Put(TreePath.FromText("late"), new FifoNode(Plain with { Modified = new(1L << 40) }));
        string archive = Encoding.Latin1.GetString(Write(tree));
        Assert.Contains("000000010000000000000000", archive, StringComparison.Ordinal);
        Assert.Contains("ffffffff", archive, StringComparison.Ordinal);

        tree.Put(TreePath.FromText("large"), new FileNode(Plain, FileContent.FromRanges(new MemorySource(default), 1L << 32, [])));
        Assert.Equal("/large", Assert.Throws<SmolException>(() => Write(tree)).Place);
        tree.Root.Remove(ByteString.FromText("large"));
        tree.Put(TreePath.FromText(string.Join('/', Enumerable.Repeat(new string('n', 250), 17))), new FifoNode(Plain));
        Assert.Contains("4095", Assert.Throws<SmolException>(() => Write(tree)).Problem, StringComparison.Ordinal);
    }

    private static string[] Simple(string[] lines) => [.. lines.Select(line =>
    {
        string[] fields = line.Split(' ');
        bool isFile = fields[1].StartsWith("10", StringComparison.Ordinal) && fields[1].Length == 6;
        fields[4] = isFile ? Math.Floor(long.Parse(fields[4], CultureInfo.InvariantCulture) / 1e9).ToString(CultureInfo.InvariantCulture) : "-";
        fields[8] = isFile ? fields[8] : "-";
        return string.Join(' ', fields);
    })];

    private static byte[] Write(FileTree tree)
    {
        var archive = new MemoryStream();
        CpioWriter.Write(tree, archive);
        return archive.ToArray();
    }
}
