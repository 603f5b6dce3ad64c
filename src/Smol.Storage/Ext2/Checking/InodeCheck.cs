using Smol.Storage.DiskImages;
using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Checks every inode that is in use, and claims its blocks.</summary>
internal sealed class InodeCheck(
    Ext2Volume volume, InodeTables inodes, InodeCensus census, InodeBlocks blocks, AttributeBlocks attributes, FindingList findings)
{
    private const int SectorSize = 512;
    private const long LargeFileLength = 1L << 31;

    public void Check()
    {
        long last = volume.Superblock.InodeCount;
        for (long number = inodes.SkipZeros(1); number <= last; number = inodes.SkipZeros(number + 1))
        {
            if (inodes.Contains((uint)number)) // else its table is outside of the filesystem, which was said
                Check((uint)number, inodes.Read((uint)number));
        }
    }

    private void Check(uint number, in Ext2Inode inode)
    {
        if (number < volume.FirstInode && number != Ext2Inode.RootNumber)
            CheckReserved(number, inode);
        else if (inode.LinkCount != 0)
            CheckUsed(number, inode);
        else if (inode.Mode != 0 && inode.DeleteTime == 0)
            findings.Warning("has no name, and no time at which it was deleted", number);
    }

    /// <summary>Of the reserved inodes, the bad blocks, the room for growth and the journal can have blocks.</summary>
    private void CheckReserved(uint number, in Ext2Inode inode)
    {
        census[number].IsInUse = true;
        if (number is Ext2Inode.BadBlocksNumber or Ext2Inode.ResizeNumber or Ext2Inode.JournalNumber)
        {
            blocks.Claim(number, inode, isDirectory: false);
            ReportBlocks(number);
        }
        else if (inode.Mode != 0)
        {
            findings.Error($"is reserved and has the mode 0x{inode.Mode:x4}", number);
        }
    }

    private void CheckUsed(uint number, in Ext2Inode inode)
    {
        ref InodeRecord record = ref census[number];
        record.IsInUse = true;
        record.Mode = inode.Mode;
        record.LinkCount = inode.LinkCount;
        NodeKind kind = inode.Kind;
        if (inode.DeleteTime != 0)
            findings.Error("has names, and a time at which it was deleted", number);
        if ((inode.Flags & (InodeFlags.Extents | InodeFlags.InlineData)) != 0)
            findings.Error("holds its data as only ext4 does", number);
        else if (kind is NodeKind.Directory or NodeKind.File)
            CheckData(number, inode, kind);
        else if (kind == NodeKind.SymbolicLink)
            CheckLink(number, inode);
        else
            CheckSpecial(number, inode, kind);
    }

    private void CheckData(uint number, in Ext2Inode inode, NodeKind kind)
    {
        blocks.Claim(number, inode, kind == NodeKind.Directory);
        ReportBlocks(number);
        CheckSectors(number, inode);
        ulong length = kind == NodeKind.File ? ((ulong)inode.SizeHigh << 32) | inode.SizeLow : inode.SizeLow;
        ulong reached = (ulong)(blocks.LastIndex + 1) * (ulong)volume.BlockSize;
        if (kind == NodeKind.Directory)
        {
            if (length != reached || length == 0)
                findings.Error($"is a directory of {length} bytes, and its blocks have {reached}", number);
            if ((inode.Flags & InodeFlags.IndexedDirectory) != 0 && (volume.Superblock.Compatible & CompatibleFeatures.DirectoryIndex) == 0)
                findings.Warning("has an index, and the filesystem has none", number);
            return;
        }
        // A last block may be there that the length does not reach yet; not more than one.
        if (length + (ulong)volume.BlockSize < reached)
            findings.Error($"has {length} bytes, and blocks for {reached}", number);
        if (length > (ulong)BlockShape.MostBytes(volume.BlockSize))
            findings.Error($"has {length} bytes, more than its pointers reach", number);
        if (length >= LargeFileLength && (volume.Superblock.ReadOnly & ReadOnlyFeatures.LargeFile) == 0)
            findings.Warning($"has {length} bytes, and the filesystem says that it has no file so large", number);
    }

    private void CheckLink(uint number, in Ext2Inode inode)
    {
        if (inode.SectorCount <= attributes.SectorsOf(inode) && Ext2Inode.HoldsTarget((int)Math.Min(inode.SizeLow, int.MaxValue)))
        {
            attributes.Claim(number, inode);
            Ext2Inode.Pointers pointers = inode.Block;
            CheckTarget(number, inode, MemoryMarshal.AsBytes((ReadOnlySpan<uint>)pointers));
            return;
        }
        blocks.Claim(number, inode, isDirectory: false);
        ReportBlocks(number);
        CheckSectors(number, inode);
        if (blocks.Count != 1 || blocks.LastIndex != 0 || inode.SizeLow >= volume.BlockSize)
        {
            findings.Error($"is a symbolic link of {inode.SizeLow} bytes, with {blocks.Count} blocks", number);
        }
        else if (blocks.OutsideCount == 0)
        {
            var target = new byte[volume.BlockSize];
            volume.ReadBlocks(blocks.FirstBlock, target);
            CheckTarget(number, inode, target);
        }
    }

    private void CheckTarget(uint number, in Ext2Inode inode, ReadOnlySpan<byte> target)
    {
        int length = target.IndexOf((byte)0);
        if (length != inode.SizeLow || length == 0)
            findings.Error($"is a symbolic link of {inode.SizeLow} bytes, with a text of {length}", number);
    }

    private void CheckSpecial(uint number, in Ext2Inode inode, NodeKind kind)
    {
        if (kind is not (NodeKind.BlockDevice or NodeKind.CharacterDevice or NodeKind.Fifo or NodeKind.Socket))
        {
            findings.Error($"has the mode 0x{inode.Mode:x4}, which is of no kind of file", number);
            return;
        }
        CheckSectorCount(number, inode, 0);
        Ext2Inode.Pointers pointers = inode.Block;
        ReadOnlySpan<uint> unused = ((ReadOnlySpan<uint>)pointers)[2..]; // Linux keeps a device's numbers in the first two
        if (inode.SizeLow != 0 || inode.SizeHigh != 0 || unused.ContainsAnyExcept(0u))
            findings.Error("is a device, fifo or socket, and has data", number);
        if ((inode.Flags & (InodeFlags.Immutable | InodeFlags.AppendOnly)) != 0)
            findings.Warning("is a device, fifo or socket, and is locked against changes", number);
    }

    private void CheckSectors(uint number, in Ext2Inode inode) => CheckSectorCount(number, inode, blocks.Count * (volume.BlockSize / SectorSize));

    private void CheckSectorCount(uint number, in Ext2Inode inode, long own)
    {
        attributes.Claim(number, inode);
        long found = own + attributes.SectorsOf(inode);
        if (inode.SectorCount != found)
            findings.Error($"says that it takes {inode.SectorCount} sectors, and takes {found}", number);
    }

    private void ReportBlocks(uint number)
    {
        if (blocks.OutsideCount > 0)
            findings.Error($"points to {blocks.OutsideCount} blocks that are not there, {blocks.FirstOutside} first", number, blocks.FirstOutside);
        if (blocks.TwiceCount > 0)
        {
            findings.Error(
                $"points to {blocks.TwiceCount} blocks that something else uses, too, {blocks.FirstTwice} first",
                number, blocks.FirstTwice, volume.PlaceOf(blocks.FirstTwice));
        }
    }
}
