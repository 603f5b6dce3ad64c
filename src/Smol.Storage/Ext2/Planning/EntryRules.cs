using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Planning;

/// <summary>What a name or a node must be like to fit into ext2 at all.</summary>
internal static class EntryRules
{
    /// <exception cref="SmolException">The name or the node does not fit.</exception>
    public static void Check(PlannedDirectory directory, DirectoryEntry entry)
    {
        string? problem = entry.Name.Length > Ext2EntryHeader.MostNameLength
            ? $"has a name of {entry.Name.Length} bytes, and ext2 has room for {Ext2EntryHeader.MostNameLength}"
            : ProblemOf(entry.Node);
        if (problem is not null)
            throw new SmolException(problem, directory.Path.Append(entry.Name).ToString());
    }

    private static string? ProblemOf(Node node) => node switch
    {
        SymbolicLinkNode { Target.Length: 0 } => "is a symbolic link to nothing, and ext2 can't hold one",
        SymbolicLinkNode link when link.Target.Span.Contains((byte)0) => "is a symbolic link with a NUL in it, and ext2 can't hold one",
        DeviceNode device when !DeviceNumbers.Fit(device) =>
            $"has the device numbers {device.Major},{device.Minor}, and ext2 has 12 and 20 bits for them",
        _ => null,
    };
}
