using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Fuzzing;

/// <summary>Where in an ext2 image its structures are, by kind.</summary>
internal static class Ext2Structures
{
    public static List<(int Offset, int Length)[]> Of(byte[] bytes)
    {
        Ext2Volume volume = Ext2Volume.Open(new MemorySource(bytes), 0, bytes.Length);
        Ext2GroupDescriptor[] descriptors = volume.ReadDescriptors(volume.Superblock.FirstDataBlock + 1);
        var bitmaps = new List<(int, int)>();
        var inodes = new List<(int, int)>();
        var directories = new List<(int, int)>();
        var pointers = new List<(int, int)>();
        foreach (Ext2GroupDescriptor group in descriptors)
        {
            bitmaps.Add(Block(group.BlockBitmap));
            bitmaps.Add(Block(group.InodeBitmap));
            for (int index = 0; index < volume.Superblock.InodesPerGroup; index++)
            {
                int place = ((int)group.InodeTable * volume.BlockSize) + (index * volume.InodeSize);
                Ext2Inode inode = MemoryMarshal.Read<Ext2Inode>(bytes.AsSpan(place));
                if (inode.Mode == 0)
                    continue;
                inodes.Add((place, volume.InodeSize));
                if (inode.Kind == NodeKind.Directory && inode.Block[0] != 0)
                    directories.Add(Block(inode.Block[0]));
                if (inode.Kind == NodeKind.File)
                    pointers.AddRange(((ReadOnlySpan<uint>)inode.Block)[Ext2Inode.DirectCount..].ToArray().Where(block => block != 0).Select(Block));
            }
        }
        return
        [
            [(Ext2Superblock.Offset, 256)], // what is behind that, no ext2 uses
            [((int)(volume.Superblock.FirstDataBlock + 1) * volume.BlockSize, descriptors.Length * Ext2GroupDescriptor.Size)],
            [.. bitmaps], [.. inodes], [.. directories], [.. pointers],
        ];

        (int, int) Block(uint number) => ((int)number * volume.BlockSize, volume.BlockSize);
    }
}
