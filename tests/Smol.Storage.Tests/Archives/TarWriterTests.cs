using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class TarWriterTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1));

    [Fact]
    public void Any_tree_comes_back()
    {
        Prop.ForAll(FileTreeGenerator.Trees(new()), draft =>
        {
            FileTree tree = draft.Build();
            byte[] archive = Write(tree);
            Assert.Empty(FileTreeComparison.Compare(tree, Read(archive)));
            Assert.True(archive.AsSpan().SequenceEqual(Write(draft.Build())), "the same tree gave other bytes");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Numbers_at_the_edge_of_their_fields_come_back()
    {
        var tree = new FileTree();
        foreach (uint id in new uint[] { 0x1FFFFF, 0x200000, uint.MaxValue })
        {
            tree.Put(TreePath.FromText($"fifo{id}"), new FifoNode(new(0xFFF, id, id, new(id))));
            tree.Put(TreePath.FromText($"device{id}"), new DeviceNode(Plain, NodeKind.BlockDevice, id, id));
        }
        foreach (long time in new[] { 0, -1, (1L << 33) - 1, 1L << 33, long.MaxValue, long.MinValue + 1 })
            tree.Put(TreePath.FromText($"time{time}"), new FifoNode(Plain with { Modified = new(time, 1) }));
        Assert.Empty(FileTreeComparison.Compare(tree, Read(Write(tree))));
    }

    [Fact]
    public void Names_of_every_length_come_back_in_the_shortest_way()
    {
        var tree = new FileTree();
        for (int length = 90; length < 256; length++)
        {
            tree.Put(TreePath.FromText($"{new string('a', length)}/{new string('b', 100)}"), new FifoNode(Plain));
            tree.Put(TreePath.FromText($"{new string('c', 20)}/{new string('d', length)}"), new DirectoryNode(Plain));
        }
        Assert.Empty(FileTreeComparison.Compare(tree, Read(Write(tree))));

        var ustar = new FileTree();
        ustar.Put(TreePath.FromText($"{new string('a', 77)}/{new string('b', 77)}/{new string('c', 99)}"), new DirectoryNode(Plain));
        Assert.False(Write(ustar).AsSpan().IndexOf("PaxHeaders"u8) >= 0);
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("bsdtar")]
    public void Others_find_what_is_behind_a_sparse_file_whose_data_begins_and_ends_anywhere(string program)
    {
        using var scratch = new Scratch();
        var bytes = new byte[100_000];
        foreach ((int start, int length) in new[] { (5_001, 99), (20_000, 4_097), (99_998, 2) })
            bytes.AsSpan(start, length).Fill((byte)'x');
        var tree = new FileTree();
        DataRange[] ranges = [new(5_001, 99, 5_001), new(20_000, 4_097, 20_000), new(99_998, 2, 99_998)];
        tree.Put(TreePath.FromText("a"), new FileNode(Plain, FileContent.FromRanges(new MemorySource(bytes), bytes.Length, ranges)));
        tree.Put(TreePath.FromText("b"), new FileNode(Plain, FileContent.FromBytes("behind"u8.ToArray())));
        File.WriteAllBytes(scratch["t.tar"], Write(tree));
        (int code, _, string errors) = Oracle.RunIn(scratch.Folder, program, "-xf", "t.tar");
        Assert.True(code == 0, errors);
        Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(scratch["a"])));
        Assert.Equal("behind", File.ReadAllText(scratch["b"]));
    }

    /// <summary>The oracle unpacks what we wrote, and Python says what is there.</summary>
    [Theory]
    [InlineData("tar", "-x", "-p", "-f")]
    [InlineData("bsdtar", "-x", "-p", "-f")]
    public void Others_unpack_what_we_wrote(string program, params string[] options)
    {
        using var scratch = new Scratch();
        using var folder = new NastyFolder(scratch["in"], "all", hasNegativeFraction: program == "tar");
        Oracle.MustRun("tar", "--create", "--sort=name", "--sparse", "--format=pax", "--file", scratch["in.tar"], "--directory", folder.Path, ".");
        File.WriteAllBytes(scratch["out.tar"], Write(TarOracleTests.Read(scratch["in.tar"])));
        Directory.CreateDirectory(scratch["out"]);
        Oracle.MustRun(program, [.. options, scratch["out.tar"], "-C", scratch["out"]]);
        string[] found = NastyFolder.Show(scratch["out"]);
        Oracle.MustRun("rm", "-rf", scratch["out"]);
        // The first line is the folder itself, whose time bsdtar leaves alone.
        Assert.Equal(folder.Lines[1..], found[1..]);
    }

    /// <summary>bsdtar and Python write again what they read of ours: all that they understood comes back.</summary>
    [Theory]
    [InlineData("bsdtar")]
    [InlineData("python3")]
    public void Others_understand_what_we_wrote(string program)
    {
        using var scratch = new Scratch();
        // bsdtar 3.6 shortens the long names of files with holes when it writes them.
        var limits = new FileTreeLimits { HasSockets = false, HasNanoseconds = false, HasHoles = program != "bsdtar" };
        FileTree tree = FileTreeGenerator.Draft(new Random(11), 400, limits).Build();
        File.WriteAllBytes(scratch["ours.tar"], Write(tree));
        if (program == "bsdtar")
            Oracle.MustRun("bsdtar", "-c", "--format", "pax", "-f", scratch["theirs.tar"], "@" + scratch["ours.tar"]);
        else
            Oracle.MustRun("python3", "-c", "import sys, tarfile\nours = tarfile.open(sys.argv[1]); theirs = tarfile.open(sys.argv[2], 'w', format=tarfile.PAX_FORMAT)\nfor member in ours:\n  member.pax_headers = {key: value for key, value in member.pax_headers.items() if not key.startswith('GNU.sparse.')}\n  theirs.addfile(member, ours.extractfile(member) if member.isreg() else None)\ntheirs.close()", scratch["ours.tar"], scratch["theirs.tar"]);

        IEnumerable<FileTreeDifference> differences = FileTreeComparison.Compare(tree, TarOracleTests.Read(scratch["theirs.tar"]));
        // bsdtar reads text flags and drops those that its host does not have.
        Assert.DoesNotContain(differences, difference => difference.Kind != FileTreeDifferenceKind.Flags);
    }

    private static byte[] Write(FileTree tree)
    {
        var archive = new MemoryStream();
        TarWriter.Write(tree, archive);
        return archive.ToArray();
    }

    private static FileTree Read(byte[] archive)
    {
        var tree = new FileTree();
        TarOverlay.AddTo(tree, new MemorySource(archive), archive.Length);
        return tree;
    }
}
