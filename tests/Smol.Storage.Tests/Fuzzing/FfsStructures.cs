using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Fuzzing;

/// <summary>Where in an FFS image its structures are, by kind.</summary>
internal static class FfsStructures
{
    public static List<(int Offset, int Length)[]> Of(byte[] bytes)
    {
        Volume volume = Volume.Open(new MemorySource(bytes), 0, bytes.Length);
        Geometry geometry = volume.Geometry;
        var groups = new List<(int, int)>();
        var copies = new List<(int, int)>();
        for (int group = 0; group < geometry.Groups; group++)
        {
            groups.Add(At(geometry.GroupStart(group) + geometry.HeaderAddress, geometry.HeaderSize));
            copies.Add(At(geometry.GroupStart(group) + geometry.SuperblockAddress, Superblock.Size));
        }
        var inodes = new List<(int, int)>();
        var directories = new List<(int, int)>();
        var pointers = new List<(int, int)>();
        for (long number = 0; number < geometry.Inodes; number++)
        {
            Inode inode = volume.ReadInode(number);
            if (inode.Mode == 0)
                continue;
            inodes.Add(((int)geometry.InodeOffset(number), geometry.InodeSize));
            if (inode.Kind == NodeKind.Directory)
                directories.Add(At(inode.Blocks[0], (int)Math.Min(inode.Length, geometry.BlockSize)));
            if (inode.Kind == NodeKind.File)
            {
                for (int level = Inode.DirectPointers; level < Inode.DirectPointers + Inode.IndirectPointers; level++)
                {
                    if (inode.Blocks[level] != 0)
                        pointers.Add(At(inode.Blocks[level], geometry.BlockSize));
                }
            }
        }
        return
        [
            [((int)volume.SuperblockOffset, Superblock.Size)], [.. copies], [.. groups],
            [At(volume.Superblock.SummaryAddress, volume.Superblock.SummarySize)],
            [.. inodes], [.. directories], [.. pointers],
        ];

        (int, int) At(long address, int length) => ((int)(address * geometry.FragmentSize), length);
    }
}
