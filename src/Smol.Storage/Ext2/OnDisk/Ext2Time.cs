using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>
/// Times in inodes: 32 bits with a sign, and where there is room 2 more bits above them and 30 bits of nanoseconds
/// (<c>fs/ext4/ext4.h: ext4_encode_extra_time</c>). What is outside is cut to the nearest time that fits.
/// </summary>
internal static class Ext2Time
{
    private const long Earliest = int.MinValue;
    private const long LatestBasic = int.MaxValue;

    /// <summary>2310-04-04: later times look to e2fsck, and to Linux before 4.20, like some before 1970.</summary>
    private const long LatestExtended = (2L << 32) + int.MaxValue;

    /// <summary>The 32 bits.</summary>
    public static uint Encode(Timestamp time, bool hasExtra) => (uint)Clamp(time, hasExtra).Seconds;

    /// <summary>The further bits.</summary>
    public static uint EncodeExtra(Timestamp time)
    {
        Timestamp fitting = Clamp(time, hasExtra: true);
        long above = (fitting.Seconds - (int)fitting.Seconds) >> 32;
        return (uint)above | ((uint)fitting.Nanoseconds << 2);
    }

    /// <summary>A superblock's time, which has no sign.</summary>
    public static uint EncodeUnsigned(Timestamp time) => (uint)Math.Clamp(time.Seconds, 0, uint.MaxValue);

    public static Timestamp Decode(uint seconds, uint extra) =>
        new((int)seconds + ((long)(extra & 3) << 32), (int)Math.Min(extra >> 2, Timestamp.MostNanoseconds));

    private static Timestamp Clamp(Timestamp time, bool hasExtra)
    {
        long latest = hasExtra ? LatestExtended : LatestBasic;
        return time.Seconds < Earliest ? new(Earliest) : time.Seconds > latest ? new(latest) : time;
    }
}
