using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Claims the blocks of inodes and counts what is wrong with them.</summary>
/// <remarks>A block of pointers that something claimed before is not gone into again, so that each is read once at most.</remarks>
internal sealed class InodeBlocks(Ext2Volume volume, BlockClaims claims, List<DirectoryBlock> directoryBlocks) : IBlockVisitor
{
    private readonly BlockWalk _walk = new(volume);
    private uint _number;
    private bool _isDirectory;

    /// <summary>How many blocks the inode points to and has for itself, blocks of pointers too.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them are data.</summary>
    public long DataCount { get; private set; }

    /// <summary>The last block of the file; -1 when there is none.</summary>
    public long LastIndex { get; private set; }

    public int OutsideCount { get; private set; }

    public uint FirstOutside { get; private set; }

    public int TwiceCount { get; private set; }

    public uint FirstTwice { get; private set; }

    /// <summary>Where the first block is.</summary>
    public uint FirstBlock { get; private set; }

    /// <summary>Goes through the blocks of an inode.</summary>
    public void Claim(uint number, in Ext2Inode inode, bool isDirectory)
    {
        _number = number;
        _isDirectory = isDirectory;
        Count = DataCount = 0;
        LastIndex = -1;
        OutsideCount = TwiceCount = 0;
        FirstBlock = 0;
        _walk.Walk(inode, this);
    }

    /// <inheritdoc/>
    public void VisitData(long index, uint block)
    {
        LastIndex = index;
        if (DataCount++ == 0)
            FirstBlock = block;
        if (TryClaim(block) && _isDirectory && index <= uint.MaxValue)
            directoryBlocks.Add(new(_number, (uint)index, block));
    }

    /// <inheritdoc/>
    public bool VisitPointers(int level, uint block) => TryClaim(block);

    private bool TryClaim(uint block)
    {
        Count++;
        if (!volume.IsDataBlock(block))
        {
            if (OutsideCount++ == 0)
                FirstOutside = block;
            return false;
        }
        if (claims.Claim(block))
            return true;
        if (TwiceCount++ == 0)
            FirstTwice = block;
        return false;
    }
}
