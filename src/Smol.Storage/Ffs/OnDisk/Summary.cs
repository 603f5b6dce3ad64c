namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// What is free: in a cylinder group as <c>sys/ufs/ffs/fs.h: struct csum</c>, in the whole filesystem as <c>struct
/// csum_total</c>.
/// </summary>
internal struct Summary
{
    /// <summary>Bytes of <c>struct csum</c>.</summary>
    public const int Size = 16;

    public long Directories; // cs_ndir
    public long FreeBlocks; // cs_nbfree
    public long FreeInodes; // cs_nifree
    public long FreeFragments; // cs_nffree: in blocks that are not free as a whole

    /// <summary>Moves <c>struct csum</c>.</summary>
    public void Exchange32(ref FieldCursor cursor)
    {
        cursor.Int32(ref Directories);
        cursor.Int32(ref FreeBlocks);
        cursor.Int32(ref FreeInodes);
        cursor.Int32(ref FreeFragments);
    }

    /// <summary>Moves <c>struct csum_total</c> without its spares.</summary>
    public void Exchange64(ref FieldCursor cursor)
    {
        cursor.Int64(ref Directories);
        cursor.Int64(ref FreeBlocks);
        cursor.Int64(ref FreeInodes);
        cursor.Int64(ref FreeFragments);
    }

    /// <summary>Adds a group's figures.</summary>
    public void Add(in Summary other)
    {
        Directories += other.Directories;
        FreeBlocks += other.FreeBlocks;
        FreeInodes += other.FreeInodes;
        FreeFragments += other.FreeFragments;
    }
}
