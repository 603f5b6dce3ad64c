namespace Smol.Storage.Ext2.OnDisk;

/// <summary>Features that a driver may ignore (<c>ext4.h: EXT4_FEATURE_COMPAT_*</c>).</summary>
[Flags]
internal enum CompatibleFeatures : uint
{
    None = 0,
    DirectoryPreallocation = 0x1,
    ImagicInodes = 0x2,
    HasJournal = 0x4,
    ExtendedAttributes = 0x8,
    ResizeInode = 0x10,
    DirectoryIndex = 0x20,
    SparseSuper2 = 0x200,
}
