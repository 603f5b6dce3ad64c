using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Writes a laid out filesystem in ascending order of its blocks.</summary>
internal sealed class Ext2Writer
{
    private readonly Ext2Layout _layout;
    private readonly DataWriter _data;
    private readonly PointerWriter _pointers;
    private readonly byte[] _block;

    public Ext2Writer(Ext2Layout layout, ImageWriter image, long offset, ReadOnlySpan<byte> identity)
    {
        _layout = layout;
        _data = new(layout.Geometry, image, offset, new GroupWriter(layout, image, offset, SuperblockEncoder.Encode(layout, identity)));
        _pointers = new(layout.Geometry, _data);
        _block = new byte[layout.Geometry.BlockSize];
    }

    public void Write()
    {
        foreach (ref readonly PlannedInode inode in _layout.Tree.Inodes)
        {
            switch (inode.Node)
            {
                case FileNode file:
                    WriteFile(file.Content);
                    break;
                case DirectoryNode:
                    WriteDirectory(inode.Directory!);
                    break;
                case SymbolicLinkNode link when !Ext2Inode.HoldsTarget(link.Target.Length):
                    WriteTarget(link.Target);
                    break;
            }
            _pointers.Write(_layout.Data.ShapeOf(inode), inode.FirstData);
        }
        _data.Finish();
    }

    private void WriteFile(in FileContent content)
    {
        int blockSize = _layout.Geometry.BlockSize;
        BlockRuns runs = BlockShape.Of(content, blockSize).Runs(0);
        while (runs.MoveNext())
        {
            long from = runs.First * blockSize;
            _data.Write(content, from, Math.Min(runs.Count * blockSize, content.Length - from));
        }
    }

    private void WriteTarget(ByteString target)
    {
        Array.Clear(_block);
        target.Span.CopyTo(_block);
        _data.Write(_block);
    }

    private void WriteDirectory(PlannedDirectory directory)
    {
        var packer = new DirectoryPacker(_block);
        packer.Clear();
        packer.TryAdd(directory.Number, EntryType.Directory, "."u8);
        packer.TryAdd(directory.Parent?.Number ?? directory.Number, EntryType.Directory, ".."u8);
        int written = 0;
        uint next = directory.FirstChild;
        foreach (DirectoryEntry entry in directory.Entries)
        {
            uint number = _layout.Tree.NumberOf(entry.Node, ref next);
            EntryType type = EntryTypes.Of(entry.Node.Kind);
            if (packer.TryAdd(number, type, entry.Name.Span))
                continue;
            WriteDirectoryBlock(ref packer, ref written);
            packer.TryAdd(number, type, entry.Name.Span);
        }
        while (written < directory.BlockCount)
            WriteDirectoryBlock(ref packer, ref written);
    }

    private void WriteDirectoryBlock(ref DirectoryPacker packer, ref int written)
    {
        packer.Finish();
        _data.Write(_block);
        packer.Clear();
        written++;
    }
}
