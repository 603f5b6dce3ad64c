using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Reading;

/// <summary>Finds where the bytes of a file are in the image, and refuses what can't be.</summary>
/// <remarks>
/// All files together can't have more blocks than there are: when they do, some are used twice, and following them on could
/// take for ever.
/// </remarks>
internal sealed class BlockRunCollector(Ext2Volume volume) : IBlockVisitor
{
    private readonly BlockWalk _walk = new(volume);
    private readonly List<DataRange> _ranges = [];
    private uint _number;
    private long _length;
    private long _visited;

    /// <summary>The runs of a file's bytes, as far as its length. Good until the next call.</summary>
    /// <exception cref="SmolException">A block is outside of the filesystem, or blocks are used more than once.</exception>
    public ReadOnlySpan<DataRange> Collect(uint number, in Ext2Inode inode, long length)
    {
        _number = number;
        _length = length;
        _ranges.Clear();
        _walk.Walk(inode, this);
        return CollectionsMarshal.AsSpan(_ranges);
    }

    /// <inheritdoc/>
    public void VisitData(long index, uint block)
    {
        Check(block);
        long fileOffset = index * volume.BlockSize;
        long length = Math.Min(volume.BlockSize, _length - fileOffset);
        if (length <= 0)
            return;
        long place = volume.PlaceOf(block);
        if (_ranges.Count > 0)
        {
            ref DataRange last = ref CollectionsMarshal.AsSpan(_ranges)[^1];
            if (last.FileOffset + last.Length == fileOffset && last.SourceOffset + last.Length == place)
            {
                last = last with { Length = last.Length + length };
                return;
            }
        }
        _ranges.Add(new(fileOffset, length, place));
    }

    /// <inheritdoc/>
    public bool VisitPointers(int level, uint block)
    {
        Check(block);
        return true;
    }

    private void Check(uint block)
    {
        if (!volume.IsDataBlock(block))
            throw Damaged($"uses block {block}, and there are {volume.Superblock.BlockCount}");
        if (++_visited > volume.Superblock.BlockCount)
            throw Damaged("uses blocks that other files use, too");
    }

    private SmolException Damaged(string what) =>
        new(what, volume.Name($"inode {_number}"), "the filesystem is damaged; see smol image fsck");
}
