using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>Device numbers in an inode's pointers.</summary>
internal static class DeviceNumbers
{
    private const uint MostMajor = 0xFFF;
    private const uint MostMinor = 0xFFFFF;

    /// <summary>Whether the numbers fit: 12 bits and 20.</summary>
    public static bool Fit(DeviceNode device) => device.Major <= MostMajor && device.Minor <= MostMinor;

    public static void Write(ref Ext2Inode.Pointers pointers, DeviceNode device, DeviceEncoding encoding)
    {
        uint packed = (device.Minor & 0xFF) | (device.Major << 8) | ((device.Minor & ~0xFFu) << 12);
        if (encoding == DeviceEncoding.NetBsd || packed <= ushort.MaxValue)
            pointers[0] = packed;
        else
            pointers[1] = packed;
    }

    public static (uint Major, uint Minor) Read(in Ext2Inode.Pointers pointers)
    {
        // Linux looks at 16 bits of the first pointer and then at the second, NetBSD at 32 of the first: one way reads both.
        uint packed = pointers[0] != 0 ? pointers[0] : pointers[1];
        return ((packed >> 8) & MostMajor, (packed & 0xFF) | ((packed >> 12) & 0xFFF00));
    }
}
