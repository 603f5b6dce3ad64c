using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Planning;

/// <summary>What FFS can hold of a node.</summary>
internal static class NodeRules
{
    /// <summary>
    /// A symbolic link's text and its NUL (<c>sys/sys/param.h: MAXPATHLEN</c>): no system call makes or follows a longer one.
    /// </summary>
    private const int LongestPath = 1024;

    /// <summary>Checks the root.</summary>
    /// <exception cref="SmolException">It can't be held.</exception>
    public static void CheckRoot(DirectoryNode root)
    {
        if (root.NameCount > 0)
            throw new SmolException("the root of the tree is also inside it", "/");
    }

    /// <summary>Checks a name and what it leads to.</summary>
    /// <exception cref="SmolException">It can't be held.</exception>
    public static void Check(in DirectoryEntry entry, PlannedDirectory directory)
    {
        string? problem = entry.Node switch
        {
            _ when entry.Name.Length > DirectoryRecord.LongestName =>
                $"the name has {entry.Name.Length} bytes, and FFS takes {DirectoryRecord.LongestName}",
            DirectoryNode { NameCount: > 1 } => "a directory can't have two names",
            DeviceNode device when !DeviceNumber.Fits(device) =>
                $"device {device.Major}, {device.Minor} does not fit into NetBSD's dev_t (12 and 20 bits)",
            SymbolicLinkNode { Target.Length: >= LongestPath } link =>
                $"the symbolic link has {link.Target.Length} bytes, and NetBSD follows {LongestPath - 1}",
            _ => null,
        };
        if (problem is not null)
            throw new SmolException(problem, directory.PathOf(entry.Name));
    }

    /// <summary>
    /// A time as a version of FFS can hold it: FFSv1 has 32 bits for the seconds, and what does not fit is cut to the nearest
    /// that does.
    /// </summary>
    public static Timestamp TimeIn(FfsVersion version, Timestamp time) => time.Seconds switch
    {
        < int.MinValue when version == FfsVersion.Ffs1 => new(int.MinValue),
        > int.MaxValue when version == FfsVersion.Ffs1 => new(int.MaxValue),
        _ => time,
    };
}
