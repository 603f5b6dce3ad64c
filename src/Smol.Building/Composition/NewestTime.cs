using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>The newest time of a tree: what is made at build time takes it, so that no clock is asked.</summary>
internal static class NewestTime
{
    public static Timestamp In(FileTree tree)
    {
        Timestamp newest = tree.Root.Attributes.Modified;
        var waiting = new Stack<DirectoryNode>([tree.Root]);
        while (waiting.TryPop(out DirectoryNode? directory))
        {
            foreach (DirectoryEntry entry in directory.SortedEntries())
            {
                Timestamp time = entry.Node.Attributes.Modified;
                if ((time.Seconds, time.Nanoseconds).CompareTo((newest.Seconds, newest.Nanoseconds)) > 0)
                    newest = time;
                if (entry.Node is DirectoryNode child)
                    waiting.Push(child);
            }
        }
        return newest;
    }
}
