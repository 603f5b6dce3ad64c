using System.Buffers.Binary;

namespace Smol.Guests.Kernels;

/// <summary>The header by which Multiboot loaders know a kernel (NetBSD <c>sys/arch/i386/include/multiboot.h</c>).</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Offset">Where it is in the file.</param>
public sealed record MultibootHeader(int Version, int Offset)
{
    // Multiboot Specification 0.6.96, 3.1; Multiboot2 Specification 2.0, 3.1: magic, reach and alignment.
    private const uint FirstMagic = 0x1BADB002;
    private const int FirstReach = 8192;
    private const uint SecondMagic = 0xE85250D6;
    private const int SecondReach = 32768;

    /// <summary>The header, version 1 before version 2; null where there is none.</summary>
    public static MultibootHeader? Find(ReadOnlySpan<byte> kernel)
    {
        int first = Find(kernel, FirstMagic, FirstReach, step: 4, words: 3);
        if (first >= 0)
            return new(1, first);
        int second = Find(kernel, SecondMagic, SecondReach, step: 8, words: 4);
        return second >= 0 ? new(2, second) : null;
    }

    /// <summary>The magic number alone may be chance; the words of the header add up to zero.</summary>
    private static int Find(ReadOnlySpan<byte> kernel, uint magic, int reach, int step, int words)
    {
        ReadOnlySpan<byte> window = kernel[..Math.Min(kernel.Length, reach)];
        for (int offset = 0; offset + (4 * words) <= window.Length; offset += step)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(window[offset..]) != magic)
                continue;
            uint sum = 0;
            for (int word = 0; word < words; word++)
                sum += BinaryPrimitives.ReadUInt32LittleEndian(window[(offset + (4 * word))..]);
            if (sum == 0)
                return offset;
        }
        return -1;
    }
}
