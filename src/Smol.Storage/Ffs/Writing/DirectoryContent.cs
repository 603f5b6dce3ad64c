using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>Makes the bytes of a directory.</summary>
internal ref struct DirectoryContent
{
    private readonly Span<byte> _bytes;
    private DirectoryPacking _packing;
    private int _last;

    private DirectoryContent(Span<byte> bytes) => _bytes = bytes;

    /// <summary>A directory's records: <c>.</c>, <c>..</c>, and its entries in byte order.</summary>
    public static byte[] Build(PlannedTree tree, PlannedDirectory directory)
    {
        var bytes = new byte[directory.Length];
        var content = new DirectoryContent(bytes);
        content.Add(directory.Inode, NodeKind.Directory, "."u8);
        content.Add(directory.ParentInode, NodeKind.Directory, ".."u8);
        int next = directory.FirstChildInode;
        foreach (DirectoryEntry entry in directory.Entries)
            content.Add(tree.InodeOf(entry, ref next), entry.Node.Kind, entry.Name.Span);
        content.StretchLast(bytes.Length);
        return bytes;
    }

    private void Add(int inode, NodeKind kind, ReadOnlySpan<byte> name)
    {
        int place = _packing.Add(name.Length);
        StretchLast(place);
        DirectoryRecord.Write(_bytes[place..], (uint)inode, DirectoryRecord.SizeFor(name.Length), kind, name);
        _last = place;
    }

    /// <summary>Makes the record before a place reach to it.</summary>
    private readonly void StretchLast(int place) => DirectoryRecord.SetLength(_bytes[_last..], place - _last);
}
