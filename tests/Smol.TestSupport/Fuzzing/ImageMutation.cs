using System.Buffers.Binary;

namespace Smol.TestSupport.Fuzzing;

/// <summary>One change to an image: mostly within a structure, where a reader looks, and of numbers, which a reader believes.</summary>
internal static class ImageMutation
{
    private static readonly long[] Interesting =
    [
        0, 1, 2, 3, -1, 7, 8, 12, 16, 255, 256, 512, 1024, 4096, 8192, 0x7FFF, 0x8000, 0xFFFF, 1 << 20,
        int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue,
    ];

    public static void Apply(Span<byte> bytes, FuzzedImage image, Random random)
    {
        (int offset, int length) = random.Next(8) == 0 ? (0, bytes.Length) : Choose(image, random);
        int place = offset + random.Next(length);
        switch (random.Next(6))
        {
            case 0:
                bytes[place] = (byte)random.Next(256);
                break;
            case 1:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                CopyFromElsewhere(bytes, offset, length, Choose(image, random));
                break;
            default:
                PutNumber(bytes, place, random);
                break;
        }
    }

    private static (int Offset, int Length) Choose(FuzzedImage image, Random random)
    {
        (int, int)[] kind = image.Structures[random.Next(image.Structures.Count)];
        return kind[random.Next(kind.Length)];
    }

    /// <summary>A structure in the place of another: two inodes with the same blocks, a directory's block as an inode's map.</summary>
    private static void CopyFromElsewhere(Span<byte> bytes, int offset, int length, (int Offset, int Length) from) =>
        bytes.Slice(from.Offset, Math.Min(length, from.Length)).CopyTo(bytes[offset..]);

    private static void PutNumber(Span<byte> bytes, int place, Random random)
    {
        int size = 1 << random.Next(1, 4);
        place &= -size;
        if (place > bytes.Length - size)
            return;
        long value = random.Next(4) switch
        {
            0 => random.Next(bytes.Length / 512), // as an address or an inode's number may be
            1 => random.NextInt64(),
            _ => Interesting[random.Next(Interesting.Length)],
        };
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number = number[..size];
        if (random.Next(2) == 0)
            number.Reverse();
        number.CopyTo(bytes[place..]);
    }
}
