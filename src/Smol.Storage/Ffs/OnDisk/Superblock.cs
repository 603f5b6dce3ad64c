namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// The superblock, which describes a whole filesystem: <c>sys/ufs/ffs/fs.h: struct fs</c>, both formats. Fields stand in disk
/// order, each with its name in the header. Addresses count fragments from the start of the filesystem.
/// </summary>
internal sealed class Superblock
{
    /// <summary>Bytes of <c>struct fs</c>.</summary>
    public const int Size = 1376;

    /// <summary>Bytes that are set apart for it (<c>SBLOCKSIZE</c>).</summary>
    public const int Room = 8192;

    /// <summary>Where FFSv1 has it, in bytes (<c>SBLOCK_UFS1</c>).</summary>
    public const int Ffs1Offset = 8192;

    /// <summary>Where FFSv2 has it, in bytes (<c>SBLOCK_UFS2</c>).</summary>
    public const int Ffs2Offset = 65536;

    public const int Ffs1Magic = 0x011954; // FS_UFS1_MAGIC
    public const int Ffs2Magic = 0x19540119; // FS_UFS2_MAGIC
    public const int Ffs2AttributesMagic = 0x19012038; // FS_UFS2EA_MAGIC: FFSv2 that may hold extended attributes
    public const int InodeFormat44 = 2; // FS_44INODEFMT
    public const int RotationalTablesDynamic = 1; // FS_DYNAMICPOSTBLFMT
    public const byte CleanFlag = 1; // FS_ISCLEAN
    public const byte UpdatedFlag = 0x80; // FS_FLAGS_UPDATED: the fields after fs_old_cpc are in use
    public const uint JournalFlag = 0x100; // FS_DOWAPBL
    public const uint KnownFlags = 0xB12; // FS_KNOWN_FLAGS
    public const int OptimizeTime = 0; // FS_OPTTIME
    public const int OptimizeSpace = 1; // FS_OPTSPACE
    public const int MostClustersCounted = 16; // FS_MAXCONTIG

    private const int PointersSize = 128;

    public int SuperblockAddress; // fs_sblkno
    public int GroupHeaderAddress; // fs_cblkno
    public int InodesAddress; // fs_iblkno
    public int DataAddress; // fs_dblkno
    public int OldGroupOffset; // fs_old_cgoffset
    public int OldGroupMask; // fs_old_cgmask
    public int OldTime; // fs_old_time
    public int OldFragments; // fs_old_size
    public int OldDataFragments; // fs_old_dsize
    public int Groups; // fs_ncg
    public int BlockSize; // fs_bsize
    public int FragmentSize; // fs_fsize
    public int FragmentsPerBlock; // fs_frag
    public int MinFreePercent; // fs_minfree
    public int OldRotationDelay; // fs_old_rotdelay
    public int OldRotationsPerSecond; // fs_old_rps
    public int BlockMask; // fs_bmask
    public int FragmentMask; // fs_fmask
    public int BlockShift; // fs_bshift
    public int FragmentShift; // fs_fshift
    public int MaxContiguous; // fs_maxcontig
    public int MaxBlocksPerGroup; // fs_maxbpg
    public int BlockToFragmentShift; // fs_fragshift
    public int FragmentToSectorShift; // fs_fsbtodb
    public int SuperblockSize; // fs_sbsize
    public int PointersPerBlock; // fs_nindir
    public int InodesPerBlock; // fs_inopb
    public int OldSectorsPerFragment; // fs_old_nspf
    public int Optimization; // fs_optim
    public int OldSectorsPerTrackWithSpares; // fs_old_npsect
    public int OldInterleave; // fs_old_interleave
    public int OldTrackSkew; // fs_old_trackskew
    public int Id0; // fs_id[0]
    public int Id1; // fs_id[1]
    public int OldSummaryAddress; // fs_old_csaddr
    public int SummarySize; // fs_cssize
    public int GroupHeaderSize; // fs_cgsize
    public int OldSectorsPerTrack; // fs_old_nsect
    public int OldSectorsPerCylinder; // fs_old_spc
    public int OldCylinders; // fs_old_ncyl
    public int OldCylindersPerGroup; // fs_old_cpg
    public int InodesPerGroup; // fs_ipg
    public int FragmentsPerGroup; // fs_fpg
    public Summary OldTotals; // fs_old_cstotal
    public byte IsModified; // fs_fmod
    public byte Clean; // fs_clean
    public byte IsReadOnly; // fs_ronly
    public byte OldFlags; // fs_old_flags
    public readonly byte[] MountPoint = new byte[468]; // fs_fsmnt
    public readonly byte[] VolumeName = new byte[32]; // fs_volname
    public long SystemWideId; // fs_swuid
    public int OldCylindersPerCycle; // fs_old_cpc
    public int MaxExtentSize; // fs_maxbsize
    public byte JournalVersion; // fs_journal_version
    public byte JournalLocation; // fs_journal_location
    public int JournalFlags; // fs_journal_flags
    public readonly long[] JournalLocators = new long[4]; // fs_journallocs
    public int QuotaMagic; // fs_quota_magic
    public byte QuotaFlags; // fs_quota_flags
    public long UserQuotaInode; // fs_quotafile[0]
    public long GroupQuotaInode; // fs_quotafile[1]
    public long SuperblockOffset; // fs_sblockloc
    public Summary Totals; // fs_cstotal
    public long Time; // fs_time
    public long Fragments; // fs_size
    public long DataFragments; // fs_dsize
    public long SummaryAddress; // fs_csaddr
    public long PendingBlocks; // fs_pendingblocks
    public int PendingInodes; // fs_pendinginodes
    public readonly int[] SnapshotInodes = new int[20]; // fs_snapinum
    public int AverageFileSize; // fs_avgfilesize
    public int AverageFilesPerDirectory; // fs_avgfpdir
    public int SavedGroupHeaderSize; // fs_save_cgsize
    public uint Flags; // fs_flags
    public int ClustersCounted; // fs_contigsumsize
    public int MaxInlineLink; // fs_maxsymlinklen
    public int OldInodeFormat; // fs_old_inodefmt
    public long MaxFileSize; // fs_maxfilesize
    public long BlockOffsetMask; // fs_qbmask
    public long FragmentOffsetMask; // fs_qfmask
    public int State; // fs_state
    public int OldRotationalFormat; // fs_old_postblformat
    public int OldRotationalPositions; // fs_old_nrpos
    public int Magic; // fs_magic

    /// <summary>The superblock in these bytes.</summary>
    public static Superblock Read(ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        var superblock = new Superblock();
        var cursor = new FieldCursor(bytes, order);
        superblock.Exchange(ref cursor);
        return superblock;
    }

    /// <summary>Puts the superblock into zeroed bytes, at least <see cref="Size"/> of them.</summary>
    public void Write(Span<byte> bytes, ByteOrder order)
    {
        var cursor = new FieldCursor(bytes, order);
        Exchange(ref cursor);
    }

    private void Exchange(ref FieldCursor cursor)
    {
        cursor.Skip(8); // fs_firstfield, fs_unused_1
        cursor.Int32(ref SuperblockAddress);
        cursor.Int32(ref GroupHeaderAddress);
        cursor.Int32(ref InodesAddress);
        cursor.Int32(ref DataAddress);
        cursor.Int32(ref OldGroupOffset);
        cursor.Int32(ref OldGroupMask);
        cursor.Int32(ref OldTime);
        cursor.Int32(ref OldFragments);
        cursor.Int32(ref OldDataFragments);
        cursor.Int32(ref Groups);
        cursor.Int32(ref BlockSize);
        cursor.Int32(ref FragmentSize);
        cursor.Int32(ref FragmentsPerBlock);
        cursor.Int32(ref MinFreePercent);
        cursor.Int32(ref OldRotationDelay);
        cursor.Int32(ref OldRotationsPerSecond);
        cursor.Int32(ref BlockMask);
        cursor.Int32(ref FragmentMask);
        cursor.Int32(ref BlockShift);
        cursor.Int32(ref FragmentShift);
        cursor.Int32(ref MaxContiguous);
        cursor.Int32(ref MaxBlocksPerGroup);
        cursor.Int32(ref BlockToFragmentShift);
        cursor.Int32(ref FragmentToSectorShift);
        cursor.Int32(ref SuperblockSize);
        cursor.Skip(8); // fs_spare1
        cursor.Int32(ref PointersPerBlock);
        cursor.Int32(ref InodesPerBlock);
        cursor.Int32(ref OldSectorsPerFragment);
        cursor.Int32(ref Optimization);
        cursor.Int32(ref OldSectorsPerTrackWithSpares);
        cursor.Int32(ref OldInterleave);
        cursor.Int32(ref OldTrackSkew);
        cursor.Int32(ref Id0);
        cursor.Int32(ref Id1);
        cursor.Int32(ref OldSummaryAddress);
        cursor.Int32(ref SummarySize);
        cursor.Int32(ref GroupHeaderSize);
        cursor.Skip(4); // fs_spare2
        cursor.Int32(ref OldSectorsPerTrack);
        cursor.Int32(ref OldSectorsPerCylinder);
        cursor.Int32(ref OldCylinders);
        cursor.Int32(ref OldCylindersPerGroup);
        cursor.Int32(ref InodesPerGroup);
        cursor.Int32(ref FragmentsPerGroup);
        OldTotals.Exchange32(ref cursor);
        cursor.UInt8(ref IsModified);
        cursor.UInt8(ref Clean);
        cursor.UInt8(ref IsReadOnly);
        cursor.UInt8(ref OldFlags);
        cursor.Bytes(MountPoint);
        cursor.Bytes(VolumeName);
        cursor.Int64(ref SystemWideId);
        cursor.Skip(8); // fs_pad, fs_cgrotor
        cursor.Skip(PointersSize); // fs_ocsp, fs_contigdirs, fs_csp, fs_maxcluster, fs_active: memory of who wrote them
        cursor.Int32(ref OldCylindersPerCycle);
        ExchangeUpdated(ref cursor);
    }

    private void ExchangeUpdated(ref FieldCursor cursor)
    {
        cursor.Int32(ref MaxExtentSize);
        cursor.UInt8(ref JournalVersion);
        cursor.UInt8(ref JournalLocation);
        cursor.Skip(2); // fs_journal_reserved
        cursor.Int32(ref JournalFlags);
        foreach (ref long locator in JournalLocators.AsSpan())
            cursor.Int64(ref locator);
        cursor.Int32(ref QuotaMagic);
        cursor.UInt8(ref QuotaFlags);
        cursor.Skip(3); // fs_quota_reserved
        cursor.Int64(ref UserQuotaInode);
        cursor.Int64(ref GroupQuotaInode);
        cursor.Skip(72); // fs_sparecon64
        cursor.Int64(ref SuperblockOffset);
        Totals.Exchange64(ref cursor);
        cursor.Skip(32); // fs_cstotal.cs_spare
        cursor.Int64(ref Time);
        cursor.Int64(ref Fragments);
        cursor.Int64(ref DataFragments);
        cursor.Int64(ref SummaryAddress);
        cursor.Int64(ref PendingBlocks);
        cursor.Int32(ref PendingInodes);
        foreach (ref int inode in SnapshotInodes.AsSpan())
            cursor.Int32(ref inode);
        cursor.Int32(ref AverageFileSize);
        cursor.Int32(ref AverageFilesPerDirectory);
        cursor.Int32(ref SavedGroupHeaderSize);
        cursor.Skip(104); // fs_sparecon32
        cursor.UInt32(ref Flags);
        cursor.Int32(ref ClustersCounted);
        cursor.Int32(ref MaxInlineLink);
        cursor.Int32(ref OldInodeFormat);
        cursor.Int64(ref MaxFileSize);
        cursor.Int64(ref BlockOffsetMask);
        cursor.Int64(ref FragmentOffsetMask);
        cursor.Int32(ref State);
        cursor.Int32(ref OldRotationalFormat);
        cursor.Int32(ref OldRotationalPositions);
        cursor.Skip(8); // fs_spare5
        cursor.Int32(ref Magic);
    }
}
