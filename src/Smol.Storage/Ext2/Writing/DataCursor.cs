using Smol.Storage.Ext2.Planning;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Goes through data blocks from an index on and says where on the disk each is.</summary>
internal struct DataCursor(Ext2Geometry geometry, long index)
{
    private long _index = index;
    private long _end;
    private long _toBlock;

    /// <summary>The block number of the next data block.</summary>
    public uint Next()
    {
        if (_index >= _end)
            Enter(geometry.GroupOfData(_index));
        return (uint)(_index++ + _toBlock);
    }

    private void Enter(int group)
    {
        _end = geometry.DataBefore(group + 1);
        _toBlock = geometry.DataStartOf(group) - geometry.DataBefore(group);
    }
}
