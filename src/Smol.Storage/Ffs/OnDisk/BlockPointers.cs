using System.Runtime.CompilerServices;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// The addresses in an inode, in fragments, 0 for a hole: twelve of blocks, then those of the single, double and triple indirect
/// block (<c>sys/ufs/ufs/dinode.h: di_db, di_ib</c>). A device has its number in the first.
/// </summary>
[InlineArray(Inode.DirectPointers + Inode.IndirectPointers)]
internal struct BlockPointers
{
    private long _first;
}
