namespace Smol.Storage.Ext2;

/// <summary>How an ext2 inode holds the numbers of a device. The two agree only while both numbers are below 256.</summary>
public enum DeviceEncoding
{
    /// <summary>
    /// Linux: 8 and 8 bits in the first pointer, or 12 and 20 bits in the second one
    /// (<c>include/linux/kdev_t.h: old_encode_dev, new_encode_dev</c>).
    /// </summary>
    Linux,

    /// <summary>NetBSD: 12 and 20 bits in the first pointer (<c>sys/sys/types.h: makedev</c>, <c>ext2fs_dinode.h: e2di_rdev</c>).</summary>
    NetBsd,
}
