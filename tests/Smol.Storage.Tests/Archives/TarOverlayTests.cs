using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Archives;

public sealed class TarOverlayTests
{
    [Fact]
    public void Members_are_laid_over_what_is_there()
    {
        var tree = new FileTree(new(7));
        Lay(tree, new TarBlocks().Add("./", '5').Add("./usr/bin/sh", '0', "old").Add("./bin", '2', change: Target("usr/bin")).Add("./usr/share/a", '0'));
        Lay(tree, new TarBlocks().Add("usr/bin/sh", '0', "new").Add("bin/", '5').Add("bin/ls", '0', "ls").Add("bin//cat/", '\0', magic: "\0\0\0\0\0\0\0\0"));

        Assert.Equal(new NodeAttributes(0x1A4, 0, 0, new(1)), tree.Root.Attributes);
        Assert.Equal(["cat", "ls", "sh"], Assert.IsType<DirectoryNode>(tree.Find(TreePath.FromText("usr/bin"))).SortedEntries().Select(entry => entry.Name.ToString()));
        Assert.Equal(3, Assert.IsType<FileNode>(tree.Find(TreePath.FromText("usr/bin/sh"))).Content.Length);
        Assert.IsType<SymbolicLinkNode>(tree.Find(TreePath.FromText("bin")));
        Assert.Equal(7, tree.Find(TreePath.FromText("usr"))!.Attributes.Modified.Seconds);
    }

    [Fact]
    public void Hard_links_share_a_node_also_with_symbolic_links_and_through_links()
    {
        var tree = new FileTree();
        Lay(tree, new TarBlocks()
            .Add("d/file", '0', "x").Add("d/link", '2', change: Target("file")).Add("way", '2', change: Target("d"))
            .Add("file2", '1', change: Target("./way/file")).Add("link2", '1', change: Target("d/link")).Add("d/file", '1', change: Target("d/file")));

        Assert.Same(tree.Find(TreePath.FromText("d/file")), tree.Find(TreePath.FromText("file2")));
        Assert.Same(tree.Find(TreePath.FromText("d/link")), tree.Find(TreePath.FromText("link2")));
        Assert.Equal(2, tree.Find(TreePath.FromText("file2"))!.NameCount);
    }

    [Fact]
    public void A_link_that_is_replaced_leads_what_follows_another_way()
    {
        var tree = new FileTree();
        Lay(tree, new TarBlocks()
            .Add("one/", '5').Add("two/", '5').Add("way", '2', change: Target("one")).Add("way/a", '0')
            .Add("way", '2', change: Target("two")).Add("way/b", '0').Add("way/c", '0'));
        Assert.Equal(["a"], Names("one"));
        Assert.Equal(["b", "c"], Names("two"));

        IEnumerable<string> Names(string path) => ((DirectoryNode)tree.Find(TreePath.FromText(path))!).SortedEntries().Select(entry => entry.Name.ToString());
    }

    [Fact]
    public void A_hard_link_may_repeat_the_data_but_not_change_it()
    {
        var tree = new FileTree();
        Lay(tree, new TarBlocks().Add("a", '0', "abc").Pax('x', "uid=1").Add("b", '1', "abc", change: Target("a")));
        Assert.Same(tree.Find(TreePath.FromText("a")), tree.Find(TreePath.FromText("b")));
        var failure = Assert.Throws<SmolException>(() => Lay(tree, new TarBlocks().Pax('x', "uid=1").Add("b", '1', "other", change: Target("a"))));
        Assert.Contains("brings 5 bytes", failure.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil", '0', "", "the name has '..' in it")]
    [InlineData("a/../../evil", '0', "", "the name has '..' in it")]
    [InlineData("a/..", '5', "", "the name has '..' in it")]
    [InlineData("/etc/passwd", '0', "", "the name is absolute")]
    [InlineData("", '0', "", "the name is empty")]
    [InlineData(".", '0', "", "the root")]
    [InlineData("out/evil", '0', "", "leaves the root")]
    [InlineData("file/below", '0', "", "not a directory")]
    [InlineData("a", '0', "", "is a directory in the tree")]
    [InlineData("b", '1', "../a/file", "is a hard link to '../a/file': the name has '..' in it")]
    [InlineData("b", '1', "/a/file", "is a hard link to '/a/file': the name is absolute")]
    [InlineData("b", '1', "missing", "is a hard link to 'missing', which is not in the tree")]
    [InlineData("b", '1', "a", "is a hard link to 'a', which is a directory")]
    [InlineData("b", '1', "out/x", "leaves the root")]
    [InlineData("b", '2', "", "a symbolic link whose text is empty")]
    public void Hostile_members_are_refused_by_name(string name, char type, string target, string why)
    {
        var tree = new FileTree();
        TarBlocks archive = new TarBlocks().Add("a/file", '0').Add("file", '0').Add("out", '2', change: Target("../../etc")).Add(name, type, change: Target(target));
        var failure = Assert.Throws<SmolException>(() => Lay(tree, archive));
        Assert.Equal($"(memory): member {name}", failure.Place);
        Assert.Contains(why, failure.Problem, StringComparison.Ordinal);
        Assert.NotNull(tree.Find(TreePath.FromText("a/file")));
        Assert.IsType<FileNode>(tree.Find(TreePath.FromText("file")));
    }

    [Theory]
    [InlineData("a/b/..")]
    [InlineData("a/b/../")]
    [InlineData("a/b/../x")]
    public void Hostile_names_are_refused_beside_a_good_one_too(string name) =>
        Assert.Throws<SmolException>(() => Lay(new(), new TarBlocks().Add("a/b/c", '0').Add(name, '5')));

    /// <summary>A million members must be cheap: the node, its name and its place in the directory are all that may remain.</summary>
    [Fact]
    public void Each_member_costs_little_memory()
    {
        const int count = 20_000;
        var tree = new FileTree();
        for (int index = 0; index < count; index++)
            tree.Put(TreePath.FromText($"usr/share/d{index / 100}/file-{index}.html"), new FileNode(new(0x1A4, 0, 0, new(index)), FileContent.FromBytes("data"u8.ToArray())));
        var output = new MemoryStream();
        TarWriter.Write(tree, output);
        var archive = new MemorySource(output.GetBuffer());

        long before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new TarReader(archive, output.Length);
        while (reader.TryRead(out _))
        {
            // Only the reading is measured.
        }
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / count, 0, 120);

        before = GC.GetAllocatedBytesForCurrentThread();
        TarOverlay.AddTo(new FileTree(), archive, output.Length);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / count, 0, 450);
    }

    private static Action<byte[]> Target(string target) => block => TarBlocks.Put(block, 157, target);

    private static void Lay(FileTree tree, TarBlocks archive)
    {
        byte[] bytes = archive.Bytes;
        TarOverlay.AddTo(tree, new MemorySource(bytes), bytes.Length);
    }
}
