using System.Text;
using Smol.Storage.Ffs.OnDisk;
using static Smol.Storage.DiskImages.FindingSeverity;

namespace Smol.Storage.Tests.Ffs;

/// <summary>What can be wrong in inodes and directories.</summary>
internal static class FileDamages
{
    public static IReadOnlyList<Damage> All { get; } =
    [
        new("unknown kind", Error, "of an unknown kind", p => p.EditInode("one", (ref i) => i.Mode = 0x3000)),
        new("negative length", Error, "its length is -1 bytes", p => p.EditInode("one", (ref i) => i.Length = -1)),
        new("endless file", Error, "its length is", p => p.EditInode("one", (ref i) => i.Length = long.MaxValue)),
        new("endless directory", Error, "the directory has 4294967296 bytes", p => p.EditInode("d", (ref i) => i.Length = 1L << 32)),
        new("address far away", Error, "block 0 of the inode is where no data can be", p => p.EditInode("one", (ref i) => i.Blocks[0] = 1 << 28)),
        new("negative address", Error, "is where no data can be", p => p.EditInode("one", (ref i) => i.Blocks[0] = -8)),
        new("address among the inodes", Error, "is where no data can be", p => p.EditInode("one", (ref i) => i.Blocks[0] = p.Geometry.InodesAddress)),
        new("address of the summaries", Error, "belongs to something else already", p => p.EditInode("one", (ref i) => i.Blocks[0] = p.Superblock.SummaryAddress)),
        new("another file's block", Error, "belongs to something else already", p => p.EditInode("d/full", (ref i) => i.Blocks[0] = p.ReadInode("d/tail").Blocks[0])),
        new("own block twice", Error, "belongs to something else already", p => p.EditInode("d/full", (ref i) => i.Blocks[1] = i.Blocks[0])),
        new("fragments over the end of a block", Error, "reaches over the end of a block", p => p.EditInode("d/tail", (ref i) => i.Blocks[2] |= 7)),
        new("block behind the end", Error, "which is behind its end", p => p.EditInode("d/full", (ref i) => i.Blocks[2] = p.Geometry.Fragments - 8)),
        new("indirect block far away", Error, "the indirect block for block 12", p => p.EditInode("big", (ref i) => i.Blocks[12] = 1 << 28)),
        new("indirect block behind the end", Error, "which is behind its end", p => p.EditInode("d/full", (ref i) => i.Blocks[12] = p.Geometry.Fragments - 8)),
        new("address behind the end in an indirect block", Error, "which is behind its end", p => p.Bytes[p.OffsetOf(p.ReadInode("big").Blocks[12]) + 800] = 1),
        new("count of sectors", Warning, "di_blocks", p => p.EditInode("one", (ref i) => i.Sectors++)),
        new("too many links", Error, "has 3 links, and has 2", p => p.EditInode("one", (ref i) => i.Links = 3)),
        new("too few links", Error, "has 1 links, and has 2", p => p.EditInode("one", (ref i) => i.Links = 1)),
        new("negative links", Error, "has -1 links", p => p.EditInode("one", (ref i) => i.Links = -1)),
        new("unused inode with a length", Error, "is not in use, but has a length", p => p.EditInode(p.FreeInode, (ref i) => i.Length = 5)),
        new("unused inode with a block", Error, "is not in use, but has a length or blocks", p => p.EditInode(p.FreeInode, (ref i) => i.Blocks[3] = 5)),
        new("inode gone", Error, "which is not in use", p => p.EditInode("one", (ref i) => i = default)),
        new("device with blocks", Error, "the device has blocks", p => p.EditInode("dev", (ref i) => i.Blocks[4] = 1)),
        new("fifo with blocks", Error, "behind its end", p => p.EditInode("fifo", (ref i) => i.Blocks[0] = p.Geometry.Fragments - 8)),
        new("something behind a link's text", Error, "behind the symbolic link's text", p => p.Bytes[LinkText(p) + 50] = 1),
        new("NUL in a link's text", Error, "has a NUL in it", p => p.Bytes[LinkText(p) + 2] = 0),

        new("odd length of a directory", Error, "not whole chunks", p => p.EditInode("d", (ref i) => i.Length = 500)),
        new("short directory", Error, "too few for '.'", p => p.EditInode("d", (ref i) => i.Length = 20)),
        new("hole in a directory", Error, "has nothing from its byte 0", p => p.EditInode("d", (ref i) => i.Blocks[0] = 0)),
        new("root is a file", Error, "the root is not a directory", p => p.EditInode(Inode.Root, (ref i) => i.Mode = 0x8000)),
        new("'.' leads elsewhere", Error, "'.' leads to inode 2", p => Set(p, "d/.", 0, 2)),
        new("'..' leads elsewhere", Error, "and the directory is in 2", p => Set(p, "d/..", 0, (byte)p.InodeOf("many"))),
        new("no '.'", Error, "record 1 is not '.'", p => Set(p, "d/.", 8, (byte)'x')),
        new("no '..'", Error, "record 2 is not '..'", p => Set(p, "d/..", 8, (byte)'x')),
        new("type of '.'", Error, "'.' has type 8", p => Set(p, "d/.", 6, 8)),
        new("record of no length", Error, "it has 0 bytes", p => Set(p, "d/tail", 4, 0, 0)),
        new("record over the end of its chunk", Error, "are left", p => Set(p, "d/tail", 4, 0, 2)),
        new("record of odd length", Error, "the directory is damaged", p => Set(p, "d/tail", 4, 17)),
        new("name longer than its record", Error, "its name has 200 bytes", p => Set(p, "d/tail", 7, 200)),
        new("slash in a name", Error, "can't be a name", p => Set(p, "d/tail", 8, (byte)'/')),
        new("NUL in a name", Error, "can't be a name", p => Set(p, "d/tail", 9, 0)),
        new("name without its NUL", Error, "does not end in a NUL", p => Set(p, "d/tail", 12, (byte)'x')),
        new("type of a name", Error, "'tail' has type 4, and its inode 8", p => Set(p, "d/tail", 6, 4)),
        new("name that leads too far", Error, "'tail' leads to inode 2130706", p => Set(p, "d/tail", 3, 127)),
        new("name that leads to nothing", Error, "which is not in use", p => Set(p, "d/tail", 0, (byte)p.FreeInode)),
        new("name that leads to inode 1", Error, "leads to inode 1, which can't be", p => Set(p, "d/tail", 0, 1)),
        new("second '.'", Error, "'.' is in the directory a second time", p => Set(p, "d/tail", 7, 1, (byte)'.', 0)),
        new("name twice", Error, "is in the directory twice", p => Set(p, "many/name-12", 13, (byte)'0')),
        new("directory with two names", Error, "which has a name already", p => Set(p, "d/tail", 0, (byte)p.InodeOf("many"))),
        new("directory without a name", Error, "can't be reached from the root", p => Set(p, "d/e", 0, 0)),
        new("file without a name", Error, "no directory has a name for it", p => Set(p, "d/tail", 0, 0)),
    ];

    private static void Set(Patient patient, string path, int at, params ReadOnlySpan<byte> values) =>
        values.CopyTo(patient.Bytes.AsSpan(patient.RecordOf(path) + at));

    private static int LinkText(Patient patient)
    {
        int inode = (int)patient.Geometry.InodeOffset(patient.InodeOf("short"));
        int text = patient.Bytes.AsSpan(inode).IndexOf(Encoding.UTF8.GetBytes("target"));
        return inode + text;
    }
}
