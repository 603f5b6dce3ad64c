using Smol.Storage.DiskImages;
using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Claims blocks of extended attributes, which inodes with the same attributes share (<c>fs/ext2/xattr.h</c>).</summary>
internal sealed class AttributeBlocks(Ext2Volume volume, BlockClaims claims, FindingList findings)
{
    private const uint Magic = 0xEA020000;
    private const int SectorSize = 512;

    private readonly Dictionary<uint, uint> _users = [];

    /// <summary>How many sectors of an inode are for its attributes.</summary>
    public long SectorsOf(in Ext2Inode inode) => inode.FileAcl == 0 ? 0 : volume.BlockSize / SectorSize;

    /// <summary>Claims the block of an inode's attributes, when it has one.</summary>
    public void Claim(uint number, in Ext2Inode inode)
    {
        uint block = inode.FileAcl;
        if (block == 0)
            return;
        if (!volume.IsDataBlock(block))
        {
            findings.Error("has extended attributes in a block that is not there", number, block);
            return;
        }
        ref uint users = ref CollectionsMarshal.GetValueRefOrAddDefault(_users, block, out _);
        if (users++ == 0 && !claims.Claim(block))
            findings.Error("has extended attributes in a block that something else uses", number, block, volume.PlaceOf(block));
    }

    /// <summary>Checks that each block says what it is and by how many inodes it is used.</summary>
    public void Check()
    {
        Span<uint> header = stackalloc uint[2]; // h_magic, h_refcount
        foreach ((uint block, uint users) in _users)
        {
            volume.ReadBlocks(block, MemoryMarshal.AsBytes(header));
            if (header[0] != Magic)
                findings.Error("should hold extended attributes, and does not", block: block, offset: volume.PlaceOf(block));
            else if (header[1] != users)
                findings.Warning($"holds extended attributes of {users} inodes, and says {header[1]}", block: block, offset: volume.PlaceOf(block));
        }
    }
}
