using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>What a format can hold of a node.</summary>
internal sealed class NodeRules(FfsFormat format)
{
    /// <summary>A symbolic link's text and its NUL (<c>sys/sys/param.h: MAXPATHLEN</c>): no system call makes or follows a longer one.</summary>
    private const int LongestPath = 1024;

    /// <summary>Checks the root.</summary>
    /// <exception cref="SmolException">It can't be held.</exception>
    public void CheckRoot(DirectoryNode root)
    {
        if (Problem(root) is { } problem)
            throw new SmolException(problem.Text, "/", problem.Hint);
        if (root.NameCount > 0)
            throw new SmolException("the root of the tree is also inside it", "/");
    }

    /// <summary>Checks a name and what it leads to.</summary>
    /// <exception cref="SmolException">It can't be held.</exception>
    public void Check(in DirectoryEntry entry, PlannedDirectory directory)
    {
        if (entry.Name.Length > DirectoryRecord.LongestName)
            throw new SmolException($"a name has {entry.Name.Length} bytes, and FFS takes {DirectoryRecord.LongestName}", directory.PathOf(entry.Name));
        if (Problem(entry.Node) is { } problem)
            throw new SmolException(problem.Text, directory.PathOf(entry.Name), problem.Hint);
    }

    private (string Text, string? Hint)? Problem(Node node)
    {
        if (!HasTime(node.Attributes.Modified))
            return ($"its time, {node.Attributes.Modified.Seconds} s, is outside the 32 bits that FFSv1 has for it (1901-12-13 to 2038-01-19)", "use ffs2");
        return node switch
        {
            DirectoryNode { NameCount: > 1 } => ("a directory can't have two names", null),
            DeviceNode device when !DeviceNumber.Fits(device) =>
                ($"device {device.Major}, {device.Minor} does not fit into NetBSD's dev_t (12 and 20 bits)", null),
            SymbolicLinkNode { Target.Length: >= LongestPath } link =>
                ($"the symbolic link has {link.Target.Length} bytes, and NetBSD follows {LongestPath - 1}", null),
            _ => null,
        };
    }

    private bool HasTime(Timestamp time) => format == FfsFormat.Ffs2 || time.Seconds is >= int.MinValue and <= int.MaxValue;
}
