using System.Numerics;
using System.Runtime.InteropServices;

namespace Smol.Storage.Archives;

/// <summary>CRC-32C (RFC 3720, appendix B.4), which processors compute eight bytes at a time. It finds damage, not malice.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of no bytes.</summary>
    public const uint Empty = 0;

    /// <summary>The checksum of what <paramref name="checksum"/> is of, and then these bytes.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint state = ~checksum;
        foreach (ulong eight in MemoryMarshal.Cast<byte, ulong>(bytes))
            state = BitOperations.Crc32C(state, eight);
        foreach (byte one in bytes[(bytes.Length & ~7)..])
            state = BitOperations.Crc32C(state, one);
        return ~state;
    }
}
