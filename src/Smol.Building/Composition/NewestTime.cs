using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>The newest time of a tree: what is made at build time takes it, so that no clock is asked.</summary>
internal static class NewestTime
{
    public static Timestamp In(FileTree tree)
    {
        Timestamp newest = tree.Root.Attributes.Modified;
        FileTreeWalk.Visit(tree.Root, node => newest = node.Attributes.Modified.IsAfter(newest) ? node.Attributes.Modified : newest);
        return newest;
    }
}
