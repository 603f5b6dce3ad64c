using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.FileTrees;

public sealed class FileTreeTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1));

    [Fact]
    public void Missing_parents_are_made_and_later_files_win()
    {
        var tree = new FileTree(new(7));
        tree.Put(TreePath.FromText("a/b/c"), File("one"));
        tree.Put(TreePath.FromText("a/b/c"), File("two"));

        Assert.Equal(new NodeAttributes(0x1ED, 0, 0, new(7)), tree.Find(TreePath.FromText("a/b"))!.Attributes);
        Assert.Equal("two", Text(tree.Find(TreePath.FromText("a/b/c"))));
    }

    [Fact]
    public void A_directory_over_a_directory_keeps_the_children_and_takes_the_attributes()
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("a/b"), File("one"));
        tree.Put(TreePath.FromText("a"), new DirectoryNode(Plain with { UserId = 5 }));

        Assert.Equal(5u, tree.Find(TreePath.FromText("a"))!.Attributes.UserId);
        Assert.Equal("one", Text(tree.Find(TreePath.FromText("a/b"))));
    }

    [Fact]
    public void A_file_never_replaces_a_directory_nor_the_other_way_round()
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("d/x"), File("one"));
        tree.Put(TreePath.FromText("f"), File("two"));

        var overDirectory = Assert.Throws<SmolException>(() => tree.Put(TreePath.FromText("d"), File("three")));
        Assert.Equal("/d", overDirectory.Place);
        Assert.Throws<SmolException>(() => tree.Put(TreePath.FromText("f"), new DirectoryNode(Plain)));
        Assert.Throws<SmolException>(() => tree.Put(TreePath.FromText("f/below"), File("four")));
        Assert.Equal("one", Text(tree.Find(TreePath.FromText("d/x"))));
        Assert.Equal("two", Text(tree.Find(TreePath.FromText("f"))));
    }

    [Theory]
    [InlineData("usr/bin")]
    [InlineData("/usr/bin")]
    [InlineData("./usr/../usr/bin/")]
    public void A_link_to_a_directory_keeps_its_place_and_is_followed(string target)
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("usr/bin"), new DirectoryNode(Plain));
        tree.Put(TreePath.FromText("bin"), new SymbolicLinkNode(Plain, ByteString.FromText(target)));
        tree.Put(TreePath.FromText("bin"), new DirectoryNode(Plain));
        tree.Put(TreePath.FromText("bin/sh"), File("shell"));

        Assert.IsType<SymbolicLinkNode>(tree.Find(TreePath.FromText("bin")));
        Assert.Equal("shell", Text(tree.Find(TreePath.FromText("usr/bin/sh"))));
        Assert.Equal("shell", Text(tree.Resolve(TreePath.FromText("bin/sh"))));
    }

    [Fact]
    public void A_link_that_leaves_the_root_or_turns_in_circles_is_refused_when_it_is_followed()
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("out"), new SymbolicLinkNode(Plain, ByteString.FromText("../etc")));
        tree.Put(TreePath.FromText("round"), new SymbolicLinkNode(Plain, ByteString.FromText("round")));

        Assert.Contains("leaves the root", Assert.Throws<SmolException>(() => tree.Put(TreePath.FromText("out/passwd"), File("x"))).Message, StringComparison.Ordinal);
        Assert.Contains("too many", Assert.Throws<SmolException>(() => tree.Put(TreePath.FromText("round/x"), File("x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_nest_only_so_deep_also_through_links()
    {
        var tree = new FileTree();
        string deep = string.Join('/', Enumerable.Repeat("d", 1500));
        tree.Put(TreePath.FromText("way"), new SymbolicLinkNode(Plain, ByteString.FromText(deep)));
        tree.MakeDirectory(TreePath.FromText(deep));
        Assert.Contains("nested deeper", Assert.Throws<SmolException>(() => tree.MakeDirectory(TreePath.FromText("way/" + deep))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_counted_for_hard_links()
    {
        var tree = new FileTree();
        FileNode node = File("shared");
        tree.Put(TreePath.FromText("a"), node);
        tree.Put(TreePath.FromText("b"), node);
        Assert.Equal(2, node.NameCount);
        tree.Put(TreePath.FromText("a"), File("other"));
        Assert.Equal(1, node.NameCount);
    }

    [Fact]
    public void Entries_come_in_byte_order()
    {
        var tree = new FileTree();
        foreach (string name in new[] { "b", "B", "é", "a.", "a" })
            tree.Put(TreePath.FromText(name), File(name));
        Assert.Equal(["B", "a", "a.", "b", "é"], tree.Root.SortedEntries().Select(entry => entry.Name.ToString()));
    }

    private static FileNode File(string text) => new(Plain, FileContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Text(Node? node)
    {
        FileContent content = Assert.IsType<FileNode>(node).Content;
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    [Fact]
    public void The_bytes_of_its_files_are_known_after_any_change() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var tree = new FileTree();
        List<DirectoryNode> directories = [tree.Root];
        List<Node> files = [];
        for (int count = random.Next(80); count > 0; count--)
        {
            Change(directories[random.Next(directories.Count)], directories, files, random);
            if (random.Next(3) == 0)
                Assert.Equal(CountedBytes(tree), tree.FileBytes);
        }
        Assert.Equal(CountedBytes(tree), tree.FileBytes);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_root_that_is_in_another_tree_too_still_counts_for_its_own()
    {
        var tree = new FileTree();
        var stage = new FileTree();
        tree.Root.Put(ByteString.FromText("one"), new FileNode(default, FileContent.FromBytes(new byte[1])));
        stage.Root.Put(ByteString.FromText("root"), tree.Root);
        Assert.Equal(1, stage.FileBytes);
        tree.Root.Put(ByteString.FromText("two"), new FileNode(default, FileContent.FromBytes(new byte[2])));
        Assert.Equal((3, 3), (tree.FileBytes, stage.FileBytes));
        stage.Root.Remove(ByteString.FromText("root"));
        tree.Root.Put(ByteString.FromText("four"), new FileNode(default, FileContent.FromBytes(new byte[4])));
        Assert.Equal((7, 0), (tree.FileBytes, stage.FileBytes));
    }

    /// <summary>A name comes or goes; also in directories that are no longer, or not yet, in the tree.</summary>
    private static void Change(DirectoryNode at, List<DirectoryNode> directories, List<Node> files, Random random)
    {
        ByteString name = ByteString.FromText($"n{random.Next(4)}");
        var file = new FileNode(default, FileContent.FromBytes(new byte[random.Next(100)]));
        var directory = new DirectoryNode(default);
        switch (random.Next(6))
        {
            case 0 or 1:
                at.Put(name, file);
                files.Add(file);
                break;
            case 2 when files.Count > 0:
                at.Put(name, files[random.Next(files.Count)]);
                break;
            case 3:
                at.Put(name, directory);
                directories.Add(directory);
                break;
            case 4:
                directory.Put(name, file); // it comes with something in it
                at.Put(name, directory);
                directories.Add(directory);
                break;
            default:
                at.Remove(name);
                break;
        }
    }

    private static long CountedBytes(FileTree tree) =>
        FileTreeWalk.Entries(tree).Select(entry => entry.Node).OfType<FileNode>().Distinct().Sum(file => file.Content.Length);
}
