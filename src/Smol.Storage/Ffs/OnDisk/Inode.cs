using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// An inode of either format: <c>sys/ufs/ufs/dinode.h: struct ufs1_dinode, struct ufs2_dinode</c>. The two hold the same things
/// in another order and width; each order is spelled out below.
/// </summary>
internal struct Inode
{
    /// <summary>The inode of the root directory (<c>UFS_ROOTINO</c>). 0 means none, and 1 is never given out.</summary>
    public const int Root = 2;

    /// <summary>Addresses of blocks in the inode itself (<c>UFS_NDADDR</c>).</summary>
    public const int DirectPointers = 12;

    /// <summary>Addresses of single, double and triple indirect blocks (<c>UFS_NIADDR</c>).</summary>
    public const int IndirectPointers = 3;

    /// <summary>What <see cref="Sectors"/> counts, in bytes (<c>DEV_BSIZE</c>).</summary>
    public const int SectorSize = 512;

    /// <summary>
    /// Flags of the kernel's own files, which no file of a tree is: snapshots and journals
    /// (<c>sys/sys/stat.h: SF_SNAPSHOT, SF_LOG, SF_SNAPINVAL</c>).
    /// </summary>
    public const uint KernelFlags = 0x00E00000;

    private const uint SnapshotFlag = 0x00200000; // SF_SNAPSHOT
    private const long LargestSnapshotMark = 2; // sys/ufs/ffs/fs.h: BLK_NOCOPY, BLK_SNAP

    public ushort Mode; // di_mode
    public short Links; // di_nlink
    public uint UserId; // di_uid
    public uint GroupId; // di_gid
    public long Length; // di_size
    public long Sectors; // di_blocks
    public Timestamp Accessed; // di_atime, di_atimensec
    public Timestamp Modified; // di_mtime, di_mtimensec
    public Timestamp Changed; // di_ctime, di_ctimensec
    public Timestamp Born; // di_birthtime, di_birthnsec: FFSv2 only
    public int Generation; // di_gen
    public uint Flags; // di_flags
    public int AttributesLength; // di_extsize: FFSv2 only
    public long Attributes0; // di_extb[0]
    public long Attributes1; // di_extb[1]
    public BlockPointers Blocks; // di_db, di_ib

    /// <summary>What kind of node it is, as in <c>st_mode</c>; 0 for an inode that is not in use.</summary>
    public readonly NodeKind Kind => (NodeKind)(Mode & 0xF000);

    /// <summary>Whether an address is no block, but what a snapshot has in place of one that it has no copy of.</summary>
    public readonly bool IsSnapshotMark(long address) => (Flags & SnapshotFlag) != 0 && address is > 0 and <= LargestSnapshotMark;

    /// <summary>Bytes of an inode.</summary>
    public static int Size(FfsVersion version) => version == FfsVersion.Ffs1 ? 128 : 256;

    /// <summary>Where the addresses stand in an inode's bytes. A short symbolic link has its text there.</summary>
    public static Range PointerArea(FfsVersion version) => version == FfsVersion.Ffs1 ? 40..100 : 112..232;

    /// <summary>The inode in these bytes.</summary>
    public static Inode Read(ReadOnlySpan<byte> bytes, FfsVersion version, ByteOrder order)
    {
        var inode = new Inode();
        var cursor = new FieldCursor(bytes, order);
        inode.Exchange(ref cursor, version);
        return inode;
    }

    /// <summary>Puts the inode into zeroed bytes.</summary>
    public void Write(Span<byte> bytes, FfsVersion version, ByteOrder order)
    {
        var cursor = new FieldCursor(bytes, order);
        Exchange(ref cursor, version);
    }

    private void Exchange(ref FieldCursor cursor, FfsVersion version)
    {
        if (version == FfsVersion.Ffs1)
            ExchangeFfs1(ref cursor);
        else
            ExchangeFfs2(ref cursor);
    }

    private void ExchangeFfs1(ref FieldCursor cursor)
    {
        cursor.UInt16(ref Mode);
        cursor.Int16(ref Links);
        cursor.Skip(4); // di_oldids
        cursor.Int64(ref Length);
        Exchange32(ref cursor, ref Accessed);
        Exchange32(ref cursor, ref Modified);
        Exchange32(ref cursor, ref Changed);
        foreach (ref long block in (Span<long>)Blocks)
            cursor.Int32(ref block);
        cursor.UInt32(ref Flags);
        cursor.UInt32(ref Sectors);
        cursor.Int32(ref Generation);
        cursor.UInt32(ref UserId);
        cursor.UInt32(ref GroupId);
        cursor.Skip(8); // di_modrev
    }

    private void ExchangeFfs2(ref FieldCursor cursor)
    {
        long accessed = Accessed.Seconds, modified = Modified.Seconds, changed = Changed.Seconds, born = Born.Seconds;
        int accessedNs = Accessed.Nanoseconds, modifiedNs = Modified.Nanoseconds;
        int changedNs = Changed.Nanoseconds, bornNs = Born.Nanoseconds;
        cursor.UInt16(ref Mode);
        cursor.Int16(ref Links);
        cursor.UInt32(ref UserId);
        cursor.UInt32(ref GroupId);
        cursor.Skip(4); // di_blksize
        cursor.Int64(ref Length);
        cursor.Int64(ref Sectors);
        cursor.Int64(ref accessed);
        cursor.Int64(ref modified);
        cursor.Int64(ref changed);
        cursor.Int64(ref born);
        cursor.Int32(ref modifiedNs);
        cursor.Int32(ref accessedNs);
        cursor.Int32(ref changedNs);
        cursor.Int32(ref bornNs);
        cursor.Int32(ref Generation);
        cursor.Skip(4); // di_kernflags
        cursor.UInt32(ref Flags);
        cursor.Int32(ref AttributesLength);
        cursor.Int64(ref Attributes0);
        cursor.Int64(ref Attributes1);
        foreach (ref long block in (Span<long>)Blocks)
            cursor.Int64(ref block);
        cursor.Skip(24); // di_modrev, di_spare
        Accessed = new(accessed, accessedNs);
        Modified = new(modified, modifiedNs);
        Changed = new(changed, changedNs);
        Born = new(born, bornNs);
    }

    private static void Exchange32(ref FieldCursor cursor, ref Timestamp time)
    {
        long seconds = time.Seconds;
        int nanoseconds = time.Nanoseconds;
        cursor.Int32(ref seconds);
        cursor.Int32(ref nanoseconds);
        time = new(seconds, nanoseconds);
    }
}
