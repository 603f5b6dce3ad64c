using System.Buffers.Binary;

namespace Smol.Storage.Archives;

/// <summary>
/// A header block, in disk order: v7 up to the link name, then POSIX.1-2017 (pax, "ustar Interchange Format"),
/// and over the prefix GNU's own fields (tar/src/tar.h: <c>struct oldgnu_header</c>).
/// </summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    /// <summary>The size of a header, and what members are padded to.</summary>
    public const int BlockSize = 512;

    private const int ChecksumStart = 148;
    private const int ChecksumEnd = 156;

    private readonly ReadOnlySpan<byte> _block = block;

    public ReadOnlySpan<byte> Name => Text(_block[..100]);

    public long Mode => TarNumber.Parse(_block[100..108], "mode");

    public long UserId => TarNumber.Parse(_block[108..116], "owner");

    public long GroupId => TarNumber.Parse(_block[116..124], "group");

    public long Size => TarNumber.Parse(_block[124..136], "size");

    public long Modified => TarNumber.Parse(_block[136..148], "time");

    public byte Type => _block[156];

    public ReadOnlySpan<byte> LinkName => Text(_block[157..257]);

    public bool IsUstar => _block[257..263].SequenceEqual("ustar\0"u8);

    public bool IsGnu => _block[257..265].SequenceEqual("ustar  \0"u8);

    public long DeviceMajor => TarNumber.Parse(_block[329..337], "device number");

    public long DeviceMinor => TarNumber.Parse(_block[337..345], "device number");

    /// <summary>What stands before the name and a slash. Only in ustar: GNU has other fields there.</summary>
    public ReadOnlySpan<byte> Prefix => IsUstar ? Text(_block[345..500]) : [];

    /// <summary>GNU sparse: four pairs of offset and length, 12 bytes each.</summary>
    public ReadOnlySpan<byte> SparsePairs => _block[386..482];

    /// <summary>GNU sparse: whether a block with more pairs follows.</summary>
    public bool HasMoreSparsePairs => _block[482] != 0;

    /// <summary>GNU sparse: the length with the holes.</summary>
    public long RealSize => TarNumber.Parse(_block[483..495], "size");

    public bool IsZero => !_block.ContainsAnyExcept((byte)0);

    /// <summary>Whether the checksum is right, as a sum of unsigned bytes or, as some old programs made it, of signed ones.</summary>
    public bool HasRightChecksum
    {
        get
        {
            if (!TarNumber.TryParse(_block[ChecksumStart..ChecksumEnd], out long stated))
                return false;
            return stated == Checksum(_block) || stated == SignedChecksum();
        }
    }

    /// <summary>The sum of all bytes, the checksum's own taken for spaces.</summary>
    public static int Checksum(ReadOnlySpan<byte> block)
    {
        int sum = (ChecksumEnd - ChecksumStart) * ' ';
        foreach (byte value in block[ChecksumStart..ChecksumEnd])
            sum -= value;
        return sum + Sum(block);
    }

    /// <summary>Adds eight bytes at a time in four lanes of 16 bits, which 512 bytes of 255 can't overflow.</summary>
    private static int Sum(ReadOnlySpan<byte> block)
    {
        const ulong EvenBytes = 0x00FF00FF00FF00FF;
        ulong lanes = 0;
        for (; block.Length >= 8; block = block[8..])
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(block);
            lanes += (eight & EvenBytes) + ((eight >> 8) & EvenBytes);
        }
        return (ushort)lanes + (ushort)(lanes >> 16) + (ushort)(lanes >> 32) + (ushort)(lanes >> 48);
    }

    private int SignedChecksum()
    {
        int sum = (ChecksumEnd - ChecksumStart) * ' ';
        for (int index = 0; index < BlockSize; index++)
        {
            if (index is < ChecksumStart or >= ChecksumEnd)
                sum += (sbyte)_block[index];
        }
        return sum;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
