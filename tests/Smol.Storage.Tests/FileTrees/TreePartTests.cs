using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.FileTrees;

public sealed class TreePartTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1));

    [Fact]
    public void A_part_is_what_patterns_take_and_the_way_there()
    {
        // Names of letters alone, so that each path is its own pattern.
        Prop.ForAll(FileTreeGenerator.Trees(new FileTreeLimits { LongestFile = 2000 }), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (draft, seed) =>
        {
            FileTree whole = draft.Build();
            string[] paths = [.. FileTreeWalk.Entries(whole).Select(entry => entry.Path.ToString()).Where(path => path.All(letter => letter == '/' || char.IsAsciiLetterOrDigit(letter)))];
            var random = new Random(seed);
            string[] wanted = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => paths[random.Next(paths.Length)])];
            var part = new FileTree();
            part.Root.Attributes = whole.Root.Attributes;
            TreePart.AddTo(part, whole, [.. wanted.Select(PathPattern.Parse)], "place");

            string[] expected = [.. FileTreeWalk.Entries(whole).Select(entry => entry.Path.ToString()).Where(path => wanted.Any(want => IsIn(path, want) || IsIn(want, path)))];
            Assert.Equal(expected, FileTreeWalk.Entries(part).Select(entry => entry.Path.ToString()));
            FileTreeDifferenceKind[] kinds = [.. FileTreeComparison.Compare(whole, part).Select(difference => difference.Kind).Distinct()];
            Assert.Empty(kinds.Except([FileTreeDifferenceKind.Removed, FileTreeDifferenceKind.HardLink]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(100, 3000)));

        static bool IsIn(string path, string directory) => directory == "/" || path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);
    }

    [Fact]
    public void Links_inside_the_part_stay_links_and_those_that_lead_out_bring_the_content()
    {
        FileTree whole = new();
        var file = new FileNode(Plain, FileContent.FromBytes("content"u8.ToArray()));
        foreach (string path in new[] { "a/first", "b/second", "b/third" })
            whole.Put(TreePath.FromText(path), file);
        FileTree part = Part(whole, "/b");

        var second = Assert.IsType<FileNode>(part.Find(TreePath.FromText("b/second")));
        Assert.Same(second, part.Find(TreePath.FromText("b/third")));
        Assert.Equal(2, second.NameCount);
        Assert.Equal(7, second.Content.Length);
        Assert.Equal(3, file.NameCount);
    }

    [Fact]
    public void A_directory_on_the_way_keeps_what_the_tree_says_of_it_and_links_on_the_way_are_followed()
    {
        FileTree whole = new();
        whole.Put(TreePath.FromText("usr"), new DirectoryNode(Plain with { Permissions = 0x1C0 }));
        whole.Put(TreePath.FromText("usr/bin/strip"), new FileNode(Plain, default));
        whole.Put(TreePath.FromText("lib/x"), new FileNode(Plain, default));
        FileTree tree = new(new(9));
        tree.Put(TreePath.FromText("usr/lib"), new DirectoryNode(Plain));
        tree.Put(TreePath.FromText("lib"), new SymbolicLinkNode(Plain, ByteString.FromText("usr/lib")));
        TreePart.AddTo(tree, whole, [PathPattern.Parse("/usr/bin/*"), PathPattern.Parse("lib/x")], "place");

        Assert.Equal(0x1ED, tree.Find(TreePath.FromText("usr"))!.Attributes.Permissions);
        Assert.NotNull(tree.Find(TreePath.FromText("usr/bin/strip")));
        Assert.NotNull(tree.Find(TreePath.FromText("usr/lib/x")));
    }

    [Theory]
    [InlineData("/bin/strip", "/usr/bin/strip")]
    [InlineData("/usr/bin/stripp", "/usr/bin/strip")]
    [InlineData("usr/bni/strings", "/usr/bin/strings")]
    public void A_pattern_that_matches_nothing_is_named_with_what_is_near(string pattern, string near)
    {
        FileTree whole = new();
        foreach (string path in new[] { "usr/bin/strip", "usr/bin/strings", "etc/rc" })
            whole.Put(TreePath.FromText(path), new FileNode(Plain, default));
        var failure = Assert.Throws<SmolException>(() => Part(whole, pattern));
        Assert.Equal(("place", $"nothing in it matches '{pattern}'"), (failure.Place, failure.Problem));
        Assert.Contains(near, failure.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("etc", failure.Hint, StringComparison.Ordinal);
    }

    private static FileTree Part(FileTree whole, string pattern)
    {
        var part = new FileTree();
        TreePart.AddTo(part, whole, [PathPattern.Parse(pattern)], "place");
        return part;
    }
}
