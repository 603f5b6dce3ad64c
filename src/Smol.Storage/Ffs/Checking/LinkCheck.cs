using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;

namespace Smol.Storage.Ffs.Checking;

/// <summary>
/// Checks that everything is reached from the root, by as many names as it says (<c>sbin/fsck_ffs/pass2.c, pass3.c, pass4.c</c>).
/// </summary>
internal sealed class LinkCheck(Volume volume, FindingList findings, InodeTable inodes, List<CheckedDirectory> directories)
{
    private const byte InFilesystem = 2; // sys/ufs/ufs/ufs_wapbl.h: UFS_WAPBL_JOURNALLOC_IN_FILESYSTEM
    private const int JournalInode = 3; // sys/ufs/ufs/ufs_wapbl.h: UFS_WAPBL_INFS_INO

    private readonly Geometry _geometry = volume.Geometry;
    private readonly Dictionary<long, CheckedDirectory> _byInode = directories.ToDictionary(static directory => directory.Inode);
    private readonly HashSet<long> _reached = [Inode.Root];
    private readonly HashSet<long> _lost = [];

    /// <summary>Checks all inodes.</summary>
    public void Run()
    {
        foreach (CheckedDirectory directory in directories)
        {
            CheckDotDot(directory);
            if (!IsReached(directory))
                Report(directory.Inode, "the directory can't be reached from the root");
        }
        for (int group = 0; group < _geometry.Groups; group++)
        {
            ReadOnlySpan<InodeState> states = inodes.Group(group);
            for (int index = 0; index < states.Length; index++)
            {
                if (states[index].Kind != 0)
                    CheckCount(((long)group * _geometry.InodesPerGroup) + index, states[index]);
            }
        }
    }

    private void CheckDotDot(CheckedDirectory directory)
    {
        long parent = directory.Inode == Inode.Root ? Inode.Root : directory.Parent;
        if (parent != 0 && directory.DotDot != 0 && directory.DotDot != parent)
            Report(directory.Inode, $"'..' leads to inode {directory.DotDot}, and the directory is in {parent}");
    }

    /// <summary>
    /// Follows the names up to a directory of which it is known, or to nowhere; marks the way, so that none is gone twice.
    /// </summary>
    private bool IsReached(CheckedDirectory directory)
    {
        var way = new HashSet<long>();
        CheckedDirectory? at = directory;
        while (at is not null && !_reached.Contains(at.Inode) && !_lost.Contains(at.Inode) && way.Add(at.Inode))
            at = _byInode.GetValueOrDefault(at.Parent);
        bool isReached = at is not null && _reached.Contains(at.Inode);
        (isReached ? _reached : _lost).UnionWith(way);
        return isReached;
    }

    private void CheckCount(long number, InodeState state)
    {
        if (state.Names == state.Links && state.Links > 0)
            return;
        if (state.IsKernels || IsSuperblocks(number))
            return;
        if (state.Names == 0)
            Report(number, "the inode is in use, and no directory has a name for it");
        else
            Report(number, $"the inode says that it has {state.Links} links, and has {state.Names} (di_nlink)");
    }

    /// <summary>A journal or a quota file, which only the superblock leads to.</summary>
    private bool IsSuperblocks(long number)
    {
        Superblock superblock = volume.Superblock;
        return (superblock.JournalLocation == InFilesystem && superblock.JournalLocators[JournalInode] == number)
            || (superblock.QuotaFlags != 0 && (superblock.UserQuotaInode == number || superblock.GroupQuotaInode == number));
    }
    private void Report(long inode, string problem) => findings.Error(problem, inode, offset: _geometry.InodeOffset(inode));
}
