using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Writes the blocks of pointers of a file, which stand behind its data.</summary>
internal sealed class PointerWriter(Ext2Geometry geometry, DataWriter data)
{
    private readonly uint[] _pointers = new uint[geometry.BlockSize / sizeof(uint)];

    /// <summary>Writes all of them, level by level.</summary>
    /// <param name="shape">The file's blocks.</param>
    /// <param name="firstData">The data index of its first one.</param>
    public void Write(BlockShape shape, long firstData)
    {
        for (int level = 1; level < BlockShape.Levels; level++)
        {
            if (!WriteLevel(shape.Runs(level - 1), firstData, owned: level == 1 ? Ext2Inode.DirectCount : 1))
                return;
            firstData += shape.Count(level - 1);
        }
    }

    /// <summary>Writes the pointers to the blocks of one level; false when the inode points to all of them itself.</summary>
    private bool WriteLevel(BlockRuns children, long firstData, int owned)
    {
        long parent = -1;
        while (children.MoveNext())
        {
            long child = Math.Max(children.First, owned);
            long end = children.First + children.Count;
            var cursor = new DataCursor(geometry, firstData + (child - children.First));
            for (; child < end; child++)
            {
                (long itsParent, long slot) = Math.DivRem(child - owned, _pointers.Length);
                if (itsParent != parent)
                    Flush(ref parent, itsParent);
                _pointers[slot] = cursor.Next();
            }
            firstData += children.Count;
        }
        if (parent < 0)
            return false;
        Flush(ref parent, -1);
        return true;
    }

    private void Flush(ref long parent, long next)
    {
        if (parent >= 0)
            data.Write(MemoryMarshal.AsBytes<uint>(_pointers));
        Array.Clear(_pointers);
        parent = next;
    }
}
