namespace Smol.Storage.Ffs;

/// <summary>The two versions of the Berkeley Fast File System that are in use.</summary>
public enum FfsVersion
{
    /// <summary>FFSv1 (UFS1): 32-bit block addresses and times, 128-byte inodes, superblock at 8 KiB.</summary>
    Ffs1 = 1,

    /// <summary>FFSv2 (UFS2): 64-bit block addresses and times, 256-byte inodes, superblock at 64 KiB.</summary>
    Ffs2 = 2,
}
