using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>
/// Looks for the superblock where a kernel does, in the same order (<c>sys/ufs/ffs/fs.h: SBLOCKSEARCH</c>,
/// <c>ffs_vfsops.c: ffs_mountfs</c>), and for copies of it.
/// </summary>
internal static class SuperblockSearch
{
    private static readonly ByteOrder[] _orders = [ByteOrder.LittleEndian, ByteOrder.BigEndian];
    private static readonly long[] _offsets = [Superblock.Ffs2Offset, Superblock.Ffs1Offset, 0, 262144];

    /// <summary>Where the first group's copy is: the first block after the superblock's room, at 8 or 64 KiB, in all block sizes.</summary>
    private static readonly long[] _copyOffsets = [16384, 32768, 65536, 73728, 81920, 98304, 131072];

    /// <summary>The superblock, where it was, and the byte order of its numbers; null when there is none.</summary>
    public static (Superblock Superblock, long Offset, ByteOrder Order)? Find(IContentSource source, long start, long length)
    {
        if (FindAt(_offsets, source, start, length, IsMain) is not var (superblock, offset, order))
            return null;
        return (Normalize(superblock, offset), offset, order);
    }

    /// <summary>A usable copy of the superblock in the first group, and where it says that the superblock is.</summary>
    public static (Superblock Superblock, long Offset, ByteOrder Order)? FindCopy(IContentSource source, long start, long length)
    {
        bool IsUsable(Superblock superblock, long offset) =>
            (long)superblock.SuperblockAddress * superblock.FragmentSize == offset
            && SuperblockRules.Problem(Normalize(superblock, superblock.SuperblockOffset), length) is null;

        if (FindAt(_copyOffsets, source, start, length, IsUsable) is not var (superblock, _, order))
            return null;
        return (superblock, superblock.SuperblockOffset, order);
    }

    /// <summary>The copy of a superblock at an offset; null when there is nothing like one.</summary>
    public static Superblock? ReadCopy(Volume volume, long offset)
    {
        var bytes = new byte[Superblock.Size];
        volume.Read(offset, bytes);
        Superblock superblock = Superblock.Read(bytes, volume.ByteOrder);
        return HasMagic(superblock) ? Normalize(superblock, volume.SuperblockOffset) : null;
    }

    private static (Superblock Superblock, long Offset, ByteOrder Order)? FindAt(
        long[] offsets, IContentSource source, long start, long length, Func<Superblock, long, bool> isWanted)
    {
        var bytes = new byte[Superblock.Size];
        foreach (long offset in offsets)
        {
            if (offset > length - Superblock.Size)
                continue;
            source.Read(start + offset, bytes);
            foreach (ByteOrder order in _orders)
            {
                Superblock superblock = Superblock.Read(bytes, order);
                if (HasMagic(superblock) && isWanted(superblock, offset))
                    return (superblock, offset, order);
            }
        }
        return null;
    }

    private static bool HasMagic(Superblock superblock) =>
        superblock.Magic is Superblock.Ffs1Magic or Superblock.Ffs2Magic or Superblock.Ffs2AttributesMagic;

    /// <summary>A copy in a cylinder group can stand at one of the places too; it says itself where the main one is.</summary>
    private static bool IsMain(Superblock superblock, long offset) =>
        IsOld(superblock) ? offset != Superblock.Ffs2Offset : superblock.SuperblockOffset == offset;

    /// <summary>
    /// Before the fields behind <c>fs_old_cpc</c> came into use, FFSv1 had only the 32-bit ones
    /// (<c>ffs_vfsops.c: ffs_oldfscompat_read</c>).
    /// </summary>
    private static Superblock Normalize(Superblock superblock, long offset)
    {
        if (!IsOld(superblock))
            return superblock;
        superblock.SuperblockOffset = offset;
        superblock.Totals = superblock.OldTotals;
        superblock.Time = superblock.OldTime;
        superblock.Fragments = superblock.OldFragments;
        superblock.DataFragments = superblock.OldDataFragments;
        superblock.SummaryAddress = superblock.OldSummaryAddress;
        superblock.Flags = superblock.OldFlags;
        return superblock;
    }

    private static bool IsOld(Superblock superblock) =>
        superblock.Magic == Superblock.Ffs1Magic && (superblock.OldFlags & Superblock.UpdatedFlag) == 0;
}
