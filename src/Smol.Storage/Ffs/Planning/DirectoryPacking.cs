using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Planning;

/// <summary>Packs a directory's records one after the other into chunks, none of which a record may cross the end of.</summary>
internal struct DirectoryPacking
{
    private int _used;

    /// <summary>Bytes of the whole chunks that the records take.</summary>
    public readonly int Length => (int)Geometry.RoundUp(_used, DirectoryRecord.ChunkSize);

    /// <summary>The place of the next record, in bytes, for a name so long.</summary>
    public int Add(int nameLength)
    {
        int size = DirectoryRecord.SizeFor(nameLength);
        int left = Length - _used;
        if (size > left)
            _used += left;
        int place = _used;
        _used += size;
        return place;
    }
}
