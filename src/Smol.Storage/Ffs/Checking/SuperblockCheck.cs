using Smol.Storage.DiskImages;
using System.Numerics;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;

namespace Smol.Storage.Ffs.Checking;

/// <summary>
/// Checks what a superblock says that nothing else depends on here, but a kernel does (<c>sbin/fsck_ffs/setup.c: setup</c>), and
/// its copies (<c>cmpsblks</c>).
/// </summary>
internal sealed class SuperblockCheck(Volume volume, FindingList findings)
{
    /// <summary>What must be the same in all copies.</summary>
    private static readonly (string Name, Func<Superblock, long> Value)[] _fixedFields =
    [
        ("fs_sblkno", static s => s.SuperblockAddress),
        ("fs_cblkno", static s => s.GroupHeaderAddress),
        ("fs_iblkno", static s => s.InodesAddress),
        ("fs_dblkno", static s => s.DataAddress),
        ("fs_ncg", static s => s.Groups),
        ("fs_bsize", static s => s.BlockSize),
        ("fs_fsize", static s => s.FragmentSize),
        ("fs_frag", static s => s.FragmentsPerBlock),
        ("fs_bmask", static s => s.BlockMask),
        ("fs_fmask", static s => s.FragmentMask),
        ("fs_bshift", static s => s.BlockShift),
        ("fs_fshift", static s => s.FragmentShift),
        ("fs_fragshift", static s => s.BlockToFragmentShift),
        ("fs_fsbtodb", static s => s.FragmentToSectorShift),
        ("fs_sbsize", static s => s.SuperblockSize),
        ("fs_nindir", static s => s.PointersPerBlock),
        ("fs_inopb", static s => s.InodesPerBlock),
        ("fs_cssize", static s => s.SummarySize),
        ("fs_ipg", static s => s.InodesPerGroup),
        ("fs_fpg", static s => s.FragmentsPerGroup),
        ("fs_magic", static s => s.Magic),
    ];

    private readonly Superblock _superblock = volume.Superblock;
    private readonly Geometry _geometry = volume.Geometry;

    /// <summary>Checks the superblock and all copies.</summary>
    public void Run()
    {
        CheckState();
        CheckSettings();
        CheckDerived();
        for (int group = 0; group < _geometry.Groups; group++)
            CheckCopy(group);
    }

    private void CheckState()
    {
        if ((_superblock.Flags & Superblock.JournalFlag) != 0)
            findings.Warning("a journal (WAPBL) holds changes that are not in the filesystem yet, which may mend what is found");
        else if ((_superblock.Clean & Superblock.CleanFlag) == 0)
            findings.Warning("it was not cleanly unmounted");
        uint unknown = _superblock.Flags & ~(Superblock.KnownFlags | Superblock.UpdatedFlag);
        if (unknown != 0)
            Report($"has flags that NetBSD does not know: 0x{unknown:x} (fs_flags)");
    }

    private void CheckSettings()
    {
        if (_superblock.Optimization is not (Superblock.OptimizeTime or Superblock.OptimizeSpace))
            Report($"has optimization {_superblock.Optimization} (fs_optim)");
        if (_superblock.MinFreePercent is < 0 or > 99)
            Report($"keeps {_superblock.MinFreePercent} percent free (fs_minfree)");
        if (_superblock.DataFragments <= 0 || _superblock.DataFragments > _superblock.Fragments)
            Report($"has {_superblock.DataFragments} fragments for data (fs_dsize)");
        if (_superblock.MaxBlocksPerGroup == 0)
            Report("lets a file have no block in a group (fs_maxbpg)");
        if (_superblock.SuperblockSize is < Superblock.Size or > Superblock.Room)
            Report($"has a size of {_superblock.SuperblockSize} bytes (fs_sbsize)");
        if (_geometry.Version == FfsVersion.Ffs1 && _superblock.OldRotationalFormat >= 0
            && (_superblock.OldInterleave < 1 || _superblock.OldInterleave > _superblock.OldSectorsPerTrack))
            Report($"has an interleave of {_superblock.OldInterleave} (fs_old_interleave)");
        if (_geometry.Version == FfsVersion.Ffs1 && _superblock.OldRotationalFormat >= 0
            && (_superblock.OldSectorsPerTrackWithSpares < _superblock.OldSectorsPerTrack
                || _superblock.OldSectorsPerTrackWithSpares > 2L * _superblock.OldSectorsPerTrack))
            Report($"has {_superblock.OldSectorsPerTrackWithSpares} sectors a track (fs_old_npsect)");
    }

    private void CheckDerived()
    {
        Compare("fs_bmask", _superblock.BlockMask, -_geometry.BlockSize);
        Compare("fs_fmask", _superblock.FragmentMask, -_geometry.FragmentSize);
        Compare("fs_qbmask", _superblock.BlockOffsetMask, _geometry.BlockSize - 1);
        Compare("fs_qfmask", _superblock.FragmentOffsetMask, _geometry.FragmentSize - 1);
        Compare("fs_bshift", _superblock.BlockShift, BitOperations.Log2((uint)_geometry.BlockSize));
        Compare("fs_fshift", _superblock.FragmentShift, BitOperations.Log2((uint)_geometry.FragmentSize));
        Compare("fs_fragshift", _superblock.BlockToFragmentShift, BitOperations.Log2((uint)_geometry.FragmentsPerBlock));
        Compare("fs_nindir", _superblock.PointersPerBlock, _geometry.PointersPerBlock);
        Compare("fs_maxfilesize", _superblock.MaxFileSize, _geometry.MaxFileSize);
        Compare("fs_maxsymlinklen", _superblock.MaxInlineLink, _geometry.MaxInlineLink);
    }

    private void CheckCopy(int group)
    {
        long offset = (_geometry.GroupStart(group) + _geometry.SuperblockAddress) * _geometry.FragmentSize;
        if (SuperblockSearch.ReadCopy(volume, offset) is not { } copy)
        {
            findings.Warning($"group {group} has no copy of the superblock", offset: offset);
            return;
        }
        foreach ((string name, Func<Superblock, long> value) in _fixedFields)
        {
            (long own, long expected) = (value(copy), value(_superblock));
            if (own != expected)
                findings.Warning($"the superblock's copy in group {group} has {own} for {name}, not {expected}", offset: offset);
        }
    }

    private void Compare(string name, long found, long expected)
    {
        if (found != expected)
            Report($"has {found} for {name}, and {expected} follows from the rest");
    }

    private void Report(string problem) => findings.Warning($"the superblock {problem}", offset: volume.SuperblockOffset);
}
