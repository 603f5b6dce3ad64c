using System.Runtime.CompilerServices;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// What stands at the head of each cylinder group: <c>sys/ufs/ffs/fs.h: struct cg</c>. The maps follow it in the same block, at
/// the offsets that it names. Fields stand in disk order, each with its name in the header.
/// </summary>
internal struct GroupHeader
{
    /// <summary>Bytes before the maps (<c>offsetof(struct cg, cg_space)</c>).</summary>
    public const int Size = 168;

    /// <summary>Bytes of <c>struct cg</c> with its padding, which is what sizes are reckoned with (<c>CGSIZE</c>).</summary>
    public const int PaddedSize = 176;

    public const int ExpectedMagic = 0x090255; // CG_MAGIC

    public int Magic; // cg_magic
    public int OldTime; // cg_old_time
    public int Index; // cg_cgx
    public short OldCylinders; // cg_old_ncyl
    public short OldInodes; // cg_old_niblk
    public int Fragments; // cg_ndblk
    public Summary Summary; // cg_cs
    public int BlockRotor; // cg_rotor
    public int FragmentRotor; // cg_frotor
    public int InodeRotor; // cg_irotor
    public RunCounts FreeRuns; // cg_frsum: how many runs of 1, 2, … free fragments in blocks that are not free as a whole
    public int OldBlockTotalsOffset; // cg_old_btotoff
    public int OldBlocksOffset; // cg_old_boff
    public int InodeMapOffset; // cg_iusedoff: a bit an inode, set when it is used
    public int FreeMapOffset; // cg_freeoff: a bit a fragment, set when it is free
    public int NextFreeOffset; // cg_nextfreeoff: the end of the maps
    public int ClusterCountsOffset; // cg_clustersumoff: how many runs of 1, 2, … free blocks
    public int ClusterMapOffset; // cg_clusteroff: a bit a block, set when all of it is free
    public int ClusterBlocks; // cg_nclusterblks
    public int Inodes; // cg_niblk
    public int InitializedInodes; // cg_initediblk: FFSv2 only: how many have been written
    public long Time; // cg_time

    /// <summary>The header in these bytes.</summary>
    public static GroupHeader Read(ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        var header = new GroupHeader();
        var cursor = new FieldCursor(bytes, order);
        header.Exchange(ref cursor);
        return header;
    }

    /// <summary>Puts the header into zeroed bytes, at least <see cref="Size"/> of them.</summary>
    public void Write(Span<byte> bytes, ByteOrder order)
    {
        var cursor = new FieldCursor(bytes, order);
        Exchange(ref cursor);
    }

    private void Exchange(ref FieldCursor cursor)
    {
        cursor.Skip(4); // cg_firstfield
        cursor.Int32(ref Magic);
        cursor.Int32(ref OldTime);
        cursor.Int32(ref Index);
        cursor.Int16(ref OldCylinders);
        cursor.Int16(ref OldInodes);
        cursor.Int32(ref Fragments);
        Summary.Exchange32(ref cursor);
        cursor.Int32(ref BlockRotor);
        cursor.Int32(ref FragmentRotor);
        cursor.Int32(ref InodeRotor);
        foreach (ref int count in (Span<int>)FreeRuns)
            cursor.Int32(ref count);
        cursor.Int32(ref OldBlockTotalsOffset);
        cursor.Int32(ref OldBlocksOffset);
        cursor.Int32(ref InodeMapOffset);
        cursor.Int32(ref FreeMapOffset);
        cursor.Int32(ref NextFreeOffset);
        cursor.Int32(ref ClusterCountsOffset);
        cursor.Int32(ref ClusterMapOffset);
        cursor.Int32(ref ClusterBlocks);
        cursor.Int32(ref Inodes);
        cursor.Int32(ref InitializedInodes);
        cursor.Skip(12); // cg_sparecon32
        cursor.Int64(ref Time);
        cursor.Skip(24); // cg_sparecon64
    }

    /// <summary><c>int32_t [MAXFRAG]</c>; the first is not used.</summary>
    [InlineArray(8)]
    internal struct RunCounts
    {
        private int _first;
    }
}
