namespace Smol.TestSupport;

/// <summary>What a generated tree may have in it: as much as the format under test can keep.</summary>
public sealed record FileTreeLimits
{
    public int LongestName { get; init; } = 255;

    public int LongestLink { get; init; } = 1023;

    public long LongestFile { get; init; } = 200_000;

    /// <summary>Of all names of one node.</summary>
    public int MostLinks { get; init; } = 1000;

    public uint LargestId { get; init; } = uint.MaxValue;

    public uint LargestDeviceMajor { get; init; } = 0xFFF;

    public uint LargestDeviceMinor { get; init; } = 0xF_FFFF;

    /// <summary>In seconds.</summary>
    public long EarliestTime { get; init; } = -(1L << 33);

    /// <summary>In seconds.</summary>
    public long LatestTime { get; init; } = 1L << 34;

    public bool HasNanoseconds { get; init; } = true;

    public bool HasHoles { get; init; } = true;

    public bool HasSockets { get; init; } = true;

    /// <summary>The BSD file flags that may be set: those that have a name in archives.</summary>
    public uint Flags { get; init; } = 0x0007_000F;
}
