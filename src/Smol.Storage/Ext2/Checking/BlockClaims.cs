using Smol.Storage.Ext2.Reading;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Which blocks something really uses. Groups of which no block is used take no memory.</summary>
internal sealed class BlockClaims(Ext2Volume volume)
{
    private const int BitsPerWord = 64;

    private readonly ulong[]?[] _groups = new ulong[volume.GroupCount][];

    /// <summary>Claims a block of the filesystem; false when something claimed it before.</summary>
    public bool Claim(long block)
    {
        (int group, int index) = PlaceOf(block);
        ulong[] words = _groups[group] ??= new ulong[(volume.Superblock.BlocksPerGroup + BitsPerWord - 1) / BitsPerWord];
        ulong bit = 1UL << (index % BitsPerWord);
        ref ulong word = ref words[index / BitsPerWord];
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    /// <summary>Whether something claimed a block of a group.</summary>
    public bool IsClaimed(int group, int index) =>
        _groups[group] is ulong[] words && (words[index / BitsPerWord] & (1UL << (index % BitsPerWord))) != 0;

    private (int Group, int Index) PlaceOf(long block)
    {
        (long group, long index) = Math.DivRem(block - volume.Superblock.FirstDataBlock, volume.Superblock.BlocksPerGroup);
        return ((int)group, (int)index);
    }
}
