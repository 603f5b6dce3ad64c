using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// How NetBSD packs a device's numbers into one: 12 bits of the major at bit 8, 8 and 12 bits of the minor around them
/// (<c>sys/sys/types.h: makedev, major, minor</c>).
/// </summary>
internal static class DeviceNumber
{
    private const uint LargestMajor = 0xFFF;
    private const uint LargestMinor = 0xFFFFF;

    /// <summary>Whether the numbers fit.</summary>
    public static bool Fits(DeviceNode device) => device.Major <= LargestMajor && device.Minor <= LargestMinor;

    /// <summary>The packed number.</summary>
    public static uint Pack(DeviceNode device) => (device.Major << 8) | ((device.Minor & 0xFFF00) << 12) | (device.Minor & 0xFF);

    /// <summary>The numbers in a packed one.</summary>
    public static (uint Major, uint Minor) Unpack(uint packed) =>
        ((packed >> 8) & LargestMajor, ((packed >> 12) & 0xFFF00) | (packed & 0xFF));
}
