using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.FileTrees;

public sealed class FileTreeWalkTests
{
    [Fact]
    public void A_visit_sees_the_node_of_every_path_once() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        FileTree tree = RandomTree(new Random(seed));
        var seen = new List<Node>();
        FileTreeWalk.Visit(tree.Root, seen.Add);
        Assert.Same(tree.Root, seen[0]);
        Assert.Equal(
            FileTreeWalk.Entries(tree).GroupBy(entry => entry.Node).ToDictionary(group => group.Key, group => group.Count()),
            seen.GroupBy(node => node).ToDictionary(group => group.Key, group => group.Count()));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static FileTree RandomTree(Random random)
    {
        var tree = new FileTree();
        List<DirectoryNode> directories = [tree.Root];
        List<Node> files = [new FileNode(default, default)];
        for (int index = random.Next(60); index > 0; index--)
        {
            DirectoryNode parent = directories[random.Next(directories.Count)];
            Node node = random.Next(3) switch { 0 => new DirectoryNode(default), 1 => new FileNode(default, default), _ => files[random.Next(files.Count)] };
            parent.Put(ByteString.FromText($"n{index}"), node);
            if (node is DirectoryNode directory)
                directories.Add(directory);
            else
                files.Add(node);
        }
        return tree;
    }
}
