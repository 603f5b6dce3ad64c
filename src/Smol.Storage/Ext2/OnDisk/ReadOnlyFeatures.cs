namespace Smol.Storage.Ext2.OnDisk;

/// <summary>Features without which a driver may read but must not write (<c>ext4.h: EXT4_FEATURE_RO_COMPAT_*</c>).</summary>
[Flags]
internal enum ReadOnlyFeatures : uint
{
    None = 0,

    /// <summary>Superblock copies only in groups 0, 1 and the powers of 3, 5 and 7.</summary>
    SparseSuper = 0x1,

    /// <summary>Files of 2 GiB and more.</summary>
    LargeFile = 0x2,
    BinaryTreeDirectory = 0x4,
    HugeFile = 0x8,
    GroupDescriptorChecksum = 0x10,

    /// <summary>Directories with more subdirectories than a link count can say have the link count 1.</summary>
    DirectoryLinks = 0x20,
    ExtraInodeSize = 0x40,
    Quota = 0x100,
    BigAllocation = 0x200,
    MetadataChecksum = 0x400,
    ReadOnly = 0x1000,
    ProjectQuota = 0x2000,
}
