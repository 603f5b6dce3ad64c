using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Reading;

/// <summary>Makes nodes of inodes.</summary>
internal sealed class InodeDecoder(Ext2Volume volume, BlockRunCollector blocks)
{
    private const int PermissionMask = 0x0FFF;
    private const int SectorSize = 512;

    /// <summary>How far an inode must reach behind its 128 bytes to have the further bits of its modification time.</summary>
    private const int ExtraSizeWithModifyTime = 12;

    /// <summary>The length of what the inode holds, in bytes.</summary>
    /// <exception cref="SmolException">It is longer than its pointers reach.</exception>
    public long LengthOf(uint number, in Ext2Inode inode)
    {
        // The upper half is a directory's access control list in old revisions, and unused in the others.
        ulong length = inode.Kind == NodeKind.File ? ((ulong)inode.SizeHigh << 32) | inode.SizeLow : inode.SizeLow;
        return length <= (ulong)BlockShape.MostBytes(volume.BlockSize)
            ? (long)length
            : throw Damaged(number, $"says that it has {length} bytes, more than its pointers reach");
    }

    public NodeAttributes AttributesOf(in Ext2Inode inode)
    {
        bool hasExtra = volume.InodeSize > Ext2Inode.BasicSize && inode.ExtraSize >= ExtraSizeWithModifyTime;
        return new(
            (ushort)(inode.Mode & PermissionMask),
            inode.UserIdLow | ((uint)inode.UserIdHigh << 16),
            inode.GroupIdLow | ((uint)inode.GroupIdHigh << 16),
            Ext2Time.Decode(inode.ModifyTime, hasExtra ? inode.ModifyTimeExtra : 0))
        {
            Flags = BsdFlags.From(inode.Flags),
        };
    }

    /// <summary>The node of an inode; a directory without its entries.</summary>
    /// <exception cref="SmolException">The inode is damaged.</exception>
    public Node Decode(uint number, in Ext2Inode inode)
    {
        if ((inode.Flags & (InodeFlags.Extents | InodeFlags.InlineData)) != 0)
            throw Damaged(number, "holds its data as only ext4 does");
        NodeAttributes attributes = AttributesOf(inode);
        NodeKind kind = inode.Kind;
        switch (kind)
        {
            case NodeKind.Directory:
                return new DirectoryNode(attributes);
            case NodeKind.File:
                return new FileNode(attributes, ContentOf(number, inode));
            case NodeKind.SymbolicLink:
                return new SymbolicLinkNode(attributes, TargetOf(number, inode));
            case NodeKind.BlockDevice or NodeKind.CharacterDevice:
                (uint major, uint minor) = DeviceNumbers.Read(inode.Block);
                return new DeviceNode(attributes, kind, major, minor);
            case NodeKind.Fifo:
                return new FifoNode(attributes);
            case NodeKind.Socket:
                return new SocketNode(attributes);
            default:
                throw Damaged(number, $"has the mode 0x{inode.Mode:x4}, which is of no kind of file");
        }
    }

    private FileContent ContentOf(uint number, in Ext2Inode inode)
    {
        long length = LengthOf(number, inode);
        ReadOnlySpan<DataRange> ranges = blocks.Collect(number, inode, length);
        return ranges.Length == 1 && ranges[0].Length == length
            ? FileContent.FromRange(volume.Source, ranges[0].SourceOffset, length)
            : FileContent.FromRanges(volume.Source, length, ranges.ToArray());
    }

    private ByteString TargetOf(uint number, in Ext2Inode inode)
    {
        long length = LengthOf(number, inode);
        int attributeSectors = inode.FileAcl == 0 ? 0 : volume.BlockSize / SectorSize;
        if (inode.SectorCount <= attributeSectors && Ext2Inode.HoldsTarget((int)Math.Min(length, int.MaxValue)))
        {
            Ext2Inode.Pointers pointers = inode.Block;
            return ByteString.Copy(MemoryMarshal.AsBytes((ReadOnlySpan<uint>)pointers)[..(int)length]);
        }
        ReadOnlySpan<DataRange> ranges = blocks.Collect(number, inode, length);
        if (ranges.Length != 1 || ranges[0].Length != length || length > volume.BlockSize)
            throw Damaged(number, $"is a symbolic link of {length} bytes that are not in one block");
        Span<byte> target = new byte[length];
        volume.Source.Read(ranges[0].SourceOffset, target);
        return ByteString.Copy(target);
    }

    private SmolException Damaged(uint number, string what) =>
        new(what, volume.Name($"inode {number}"), "the filesystem is damaged; see smol image fsck");
}
