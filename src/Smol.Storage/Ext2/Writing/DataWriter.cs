using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Writes data blocks one behind the other through all groups, and the front of each group when it comes to it.</summary>
internal sealed class DataWriter(Ext2Geometry geometry, ImageWriter image, long offset, GroupWriter groups)
{
    private int _group = -1;
    private long _index;
    private long _end;

    /// <summary>Writes whole blocks.</summary>
    public void Write(ReadOnlySpan<byte> blocks)
    {
        while (!blocks.IsEmpty)
        {
            int count = (int)Take(blocks.Length / geometry.BlockSize, out long place);
            int length = count * geometry.BlockSize;
            image.Write(place, blocks[..length]);
            blocks = blocks[length..];
        }
    }

    /// <summary>Writes a part of a file that begins with a block; what is left of its last block stays zero.</summary>
    public void Write(in FileContent content, long from, long length)
    {
        while (length > 0)
        {
            long count = Take((length + geometry.BlockSize - 1) / geometry.BlockSize, out long place);
            long here = Math.Min(length, count * geometry.BlockSize);
            image.Write(place, content, from, here);
            from += here;
            length -= here;
        }
    }

    /// <summary>Writes the fronts of the groups that no data reached.</summary>
    public void Finish()
    {
        while (_group + 1 < geometry.GroupCount)
            EnterNextGroup();
    }

    /// <summary>Takes the next blocks as far as they are in one piece.</summary>
    private long Take(long wanted, out long place)
    {
        while (_index == _end)
            EnterNextGroup();
        long count = Math.Min(wanted, _end - _index);
        long block = geometry.DataStartOf(_group) + (_index - geometry.DataBefore(_group));
        place = offset + (block * geometry.BlockSize);
        _index += count;
        return count;
    }

    private void EnterNextGroup()
    {
        _group++;
        _end = geometry.DataBefore(_group + 1);
        groups.Write(_group);
    }
}
