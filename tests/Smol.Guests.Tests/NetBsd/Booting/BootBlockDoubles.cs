using System.Buffers.Binary;

namespace Smol.Guests.Tests.NetBsd.Booting;

/// <summary>
/// Test doubles of what NetBSD's base set has in <c>/usr/mdec</c>: of the right lengths, with the right magic numbers at the right places
/// (<c>sys/sys/bootblock.h</c>), and without code.
/// </summary>
public static class BootBlockDoubles
{
    /// <summary>Their names, and them.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files { get; } = new Dictionary<string, byte[]>
    {
        ["boot"] = Loader(),
        ["bootxx_ffsv1"] = Primary(11, 0xF1),
        ["bootxx_ffsv2"] = Primary(13, 0xF2),
        ["gptmbr.bin"] = [.. Enumerable.Repeat((byte)0xB0, 440)],
    };

    /// <summary>A primary bootstrap of so many sectors; all that is free in it is filled.</summary>
    public static byte[] Primary(int sectors, byte fill)
    {
        byte[] bytes = [.. Enumerable.Repeat(fill, sectors * 512)];
        bytes[0] = 0xEB;
        bytes[1] = 0x3C;
        bytes[2] = 0x90;
        bytes.AsSpan(446, 64).Clear();
        bytes[510] = 0x55;
        bytes[511] = 0xAA;
        bytes.AsSpan(512, 512).Clear();
        int[] parameters = [0x7886B6D1, 0x78, 0, 5, 0, 9600];
        for (int index = 0; index < parameters.Length; index++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1028 + (4 * index)), parameters[index]);
        return bytes;
    }

    private static byte[] Loader()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xB2, 70_001)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 0x7886B6D2);
        return bytes;
    }
}
