using System.Buffers.Binary;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>Writes the whole blocks of files, each with the indirect blocks that lead to them.</summary>
/// <param name="layout">The filesystem.</param>
/// <param name="output">Where to write.</param>
/// <param name="before">
/// Called with each address before something is written there, so that what stands before it is written first.
/// </param>
internal sealed class BlockWriter(FfsLayout layout, ImagePart output, Action<long> before)
{
    private readonly Geometry _geometry = layout.Geometry;
    private readonly DataSpace _data = layout.Data;
    private readonly byte[] _pointers = new byte[layout.BlockSize];
    private FileContent _content;
    private BlockTree _tree;
    private long _next;

    /// <summary>Writes the blocks of a file.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="shape">Which blocks it has.</param>
    /// <param name="firstBlock">Where they begin.</param>
    public void Write(in FileContent content, in FileShape shape, long firstBlock)
    {
        _content = content;
        _tree = new(shape.Blocks, _geometry.PointersPerBlock);
        _next = firstBlock;
        WriteData(0, Inode.DirectPointers);
        for (int level = 1; level <= Inode.IndirectPointers; level++)
            WriteTree(level, _tree.FirstBlockOf(level));
    }

    private void WriteTree(int level, long first)
    {
        long end = first + _tree.Reach(level);
        if (_tree.Data.Between(first, end) == 0)
            return;
        WritePointers(level, first);
        if (level == 1)
        {
            WriteData(first, end);
            return;
        }
        long below = _tree.Reach(level - 1);
        for (long child = first; child < end && _tree.HasDataFrom(child); child += below)
            WriteTree(level - 1, child);
    }

    private void WritePointers(int level, long first)
    {
        _pointers.AsSpan().Clear();
        long address = _data.AddressOf(_next++);
        long child = _next;
        long below = _tree.Reach(level - 1);
        for (int index = 0; index < _geometry.PointersPerBlock && _tree.HasDataFrom(first); index++, first += below)
        {
            long size = _tree.SizeOf(level - 1, first);
            if (size > 0)
                SetPointer(index, _data.AddressOf(child));
            child += size;
        }
        before(address);
        output.Write(address * _geometry.FragmentSize, _pointers);
    }

    private void SetPointer(int index, long address)
    {
        Span<byte> pointer = _pointers.AsSpan(index * _geometry.PointerSize);
        if (_geometry.Version == FfsVersion.Ffs1)
            BinaryPrimitives.WriteInt32LittleEndian(pointer, (int)address);
        else
            BinaryPrimitives.WriteInt64LittleEndian(pointer, address);
    }

    private void WriteData(long first, long end)
    {
        while (first < end)
        {
            (long from, long count) = _tree.Data.NextRun(first, end);
            if (count <= 0)
                return;
            first = from + count;
            while (count > 0)
            {
                long piece = Math.Min(count, _data.RunLength(_next));
                WritePiece(from, piece);
                from += piece;
                count -= piece;
            }
        }
    }

    private void WritePiece(long from, long count)
    {
        long address = _data.AddressOf(_next);
        long offset = from * _geometry.BlockSize;
        before(address);
        long length = Math.Min(count * _geometry.BlockSize, _content.Length - offset);
        output.Write(address * _geometry.FragmentSize, _content, offset, length);
        _next += count;
    }
}
