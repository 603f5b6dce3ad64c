using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Planning;

namespace Smol.Storage.Ext2.Writing;

/// <summary>Makes the table of group descriptors.</summary>
internal static class GroupDescriptors
{
    /// <summary>The table, in whole blocks.</summary>
    public static byte[] Encode(Ext2Layout layout)
    {
        Ext2Geometry geometry = layout.Geometry;
        int[] directories = CountDirectories(layout);
        var bytes = new byte[geometry.DescriptorBlocks * geometry.BlockSize];
        for (int group = 0; group < geometry.GroupCount; group++)
        {
            var descriptor = new Ext2GroupDescriptor
            {
                BlockBitmap = (uint)geometry.BlockBitmapOf(group),
                InodeBitmap = (uint)geometry.InodeBitmapOf(group),
                InodeTable = (uint)geometry.InodeTableOf(group),
                FreeBlockCount = (ushort)(geometry.BlocksIn(group) - layout.UsedBlocksIn(group)),
                FreeInodeCount = (ushort)(geometry.InodesPerGroup - layout.UsedInodesIn(group)),
                DirectoryCount = (ushort)directories[group],
            };
            MemoryMarshal.Write(bytes.AsSpan(group * Ext2GroupDescriptor.Size), descriptor);
        }
        return bytes;
    }

    private static int[] CountDirectories(Ext2Layout layout)
    {
        var counts = new int[layout.Geometry.GroupCount];
        foreach (ref readonly PlannedInode inode in layout.Tree.Inodes)
        {
            if (inode.Directory is PlannedDirectory directory)
                counts[(directory.Number - 1) / layout.Geometry.InodesPerGroup]++;
        }
        return counts;
    }
}
