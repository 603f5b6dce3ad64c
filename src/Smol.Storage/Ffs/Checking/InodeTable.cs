using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Checking;

/// <summary>The states of all inodes, kept only for groups in which some are used.</summary>
internal sealed class InodeTable(Geometry geometry)
{
    private readonly InodeState[]?[] _groups = new InodeState[]?[geometry.Groups];

    /// <summary>The state of an inode, to be changed.</summary>
    public ref InodeState Use(long inode)
    {
        (long group, long index) = Math.DivRem(inode, geometry.InodesPerGroup);
        return ref (_groups[group] ??= new InodeState[geometry.InodesPerGroup])[index];
    }

    /// <summary>The state of an inode.</summary>
    public InodeState Find(long inode)
    {
        (long group, long index) = Math.DivRem(inode, geometry.InodesPerGroup);
        return _groups[group]?[index] ?? default;
    }

    /// <summary>The states of a group's inodes; none when none is used.</summary>
    public ReadOnlySpan<InodeState> Group(int group) => _groups[group];
}
