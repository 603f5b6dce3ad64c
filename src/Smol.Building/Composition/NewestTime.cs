using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>The newest time of a tree: what is made at build time takes it, so that no clock is asked.</summary>
internal static class NewestTime
{
    public static Timestamp In(FileTree tree)
    {
        (long seconds, int nanoseconds) = FileTreeWalk.Entries(tree).Max(entry => (entry.Node.Attributes.Modified.Seconds, entry.Node.Attributes.Modified.Nanoseconds));
        return new(seconds, nanoseconds);
    }
}
