using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.FileTrees;

public sealed class FileTreeComparisonTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 1, 2, new(3));

    public static TheoryData<FileTreeDifferenceKind, Node, Node> Pairs => new()
    {
        { FileTreeDifferenceKind.NodeKind, new FifoNode(Plain), new SocketNode(Plain) },
        { FileTreeDifferenceKind.Permissions, new FifoNode(Plain), new FifoNode(Plain with { Permissions = 0x9A4 }) },
        { FileTreeDifferenceKind.Owner, new FifoNode(Plain), new FifoNode(Plain with { UserId = 9 }) },
        { FileTreeDifferenceKind.Owner, new FifoNode(Plain), new FifoNode(Plain with { GroupId = 9 }) },
        { FileTreeDifferenceKind.Time, new FifoNode(Plain), new FifoNode(Plain with { Modified = new(3, 1) }) },
        { FileTreeDifferenceKind.Flags, new FifoNode(Plain), new FifoNode(Plain with { Flags = 1 }) },
        { FileTreeDifferenceKind.Content, File("same"), File("some") },
        { FileTreeDifferenceKind.Content, File("same"), File("same again") },
        { FileTreeDifferenceKind.LinkTarget, new SymbolicLinkNode(Plain, ByteString.FromText("a")), new SymbolicLinkNode(Plain, ByteString.FromText("b")) },
        { FileTreeDifferenceKind.Device, new DeviceNode(Plain, NodeKind.BlockDevice, 1, 2), new DeviceNode(Plain, NodeKind.BlockDevice, 2, 1) },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_kind_of_difference_is_found(FileTreeDifferenceKind kind, Node first, Node second)
    {
        FileTreeDifference difference = Assert.Single(FileTreeComparison.Compare(Tree(("d/n", first)), Tree(("d/n", second))));
        Assert.Equal((kind, TreePath.FromText("d/n")), (difference.Kind, difference.Path));
        Assert.NotEqual(difference.First, difference.Second);
    }

    [Fact]
    public void What_only_one_tree_has_is_listed_with_all_that_is_in_it()
    {
        FileTree first = Tree(("a", File("1")), ("gone/x/y", File("2")), ("gone/z", File("3")), ("same", File("4")));
        FileTree second = Tree(("new", File("1")), ("same", File("4")));
        Assert.Equal(
            ["/a: Removed: 'File' and ''", "/gone: Removed: 'Directory' and ''", "/gone/x: Removed: 'Directory' and ''", "/gone/x/y: Removed: 'File' and ''", "/gone/z: Removed: 'File' and ''", "/new: Added: '' and 'File'"],
            FileTreeComparison.Compare(first, second).Select(difference => difference.ToString()));
    }

    [Fact]
    public void Names_of_one_node_differ_from_names_of_equal_nodes()
    {
        FileNode shared = File("1");
        FileTree linked = Tree(("a", shared), ("b", shared));
        FileTree copied = Tree(("a", File("1")), ("b", File("1")));
        Assert.Equal("/b: HardLink: '/a' and '/b'", Assert.Single(FileTreeComparison.Compare(linked, copied)).ToString());
    }

    [Fact]
    public void Holes_are_zeros_wherever_they_are()
    {
        var bytes = new byte[1 << 20];
        bytes[70_000] = 1;
        bytes[200_000] = 2;
        DataRange[] ranges = [new(69_999, 5, 0), new(150_000, 60_000, 10)];
        var data = new byte[70_000];
        data[1] = 1;
        data[50_010] = 2;
        FileTree Sparse(byte[] backing) => Tree(("f", new FileNode(Plain, FileContent.FromRanges(new MemorySource(backing), 1 << 20, ranges))));
        FileTree dense = Tree(("f", new FileNode(Plain, FileContent.FromBytes(bytes))));

        Assert.Empty(FileTreeComparison.Compare(dense, Sparse(data)));
        Assert.Empty(FileTreeComparison.Compare(Sparse(data), dense));
        data[50_010] = 3;
        Assert.Equal("/f: Content: '02 at byte 200000' and '03 at byte 200000'", Assert.Single(FileTreeComparison.Compare(dense, Sparse(data))).ToString());
    }

    [Fact]
    public void A_tree_equals_itself_built_again_and_differs_when_an_entry_is_taken_away()
    {
        Prop.ForAll(FileTreeGenerator.Trees(new()), draft =>
        {
            Assert.Empty(FileTreeComparison.Compare(draft.Build(), draft.Build()));
            FileTree less = draft.Build();
            if (less.Root.SortedEntries() is [DirectoryEntry first, ..])
            {
                less.Root.Remove(first.Name);
                Assert.NotEmpty(FileTreeComparison.Compare(draft.Build(), less));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static FileNode File(string text) => new(Plain, FileContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));

    private static FileTree Tree(params (string Path, Node Node)[] nodes)
    {
        var tree = new FileTree();
        foreach ((string path, Node node) in nodes)
            tree.Put(TreePath.FromText(path), node);
        return tree;
    }
}
