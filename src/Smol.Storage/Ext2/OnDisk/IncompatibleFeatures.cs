namespace Smol.Storage.Ext2.OnDisk;

/// <summary>Features without which a driver must not touch the filesystem (<c>ext4.h: EXT4_FEATURE_INCOMPAT_*</c>).</summary>
[Flags]
internal enum IncompatibleFeatures : uint
{
    None = 0,
    Compression = 0x1,
    FileType = 0x2,
    NeedsRecovery = 0x4,
    JournalDevice = 0x8,
    MetaBlockGroups = 0x10,
    Extents = 0x40,
    SixtyFourBit = 0x80,
    MultipleMountProtection = 0x100,
    FlexibleBlockGroups = 0x200,
    ExtendedAttributeInode = 0x400,
    DirectoryData = 0x1000,
    ChecksumSeed = 0x2000,
    LargeDirectory = 0x4000,
    InlineData = 0x8000,
    Encryption = 0x10000,
    CaseFold = 0x20000,
}
