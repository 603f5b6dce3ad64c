namespace Smol.Storage.Archives;

/// <summary>A ustar header while it is filled in (POSIX.1-2017 pax, "ustar Interchange Format"). What is not set is zero.</summary>
internal sealed class TarHeaderBlock
{
    public const int LongestName = 100;
    public const int LongestPrefix = 155;
    public const int LongestLink = 100;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];

    /// <summary>Largest number in an octal field of so many bytes, the last of which is a NUL.</summary>
    public static long Largest(int fieldSize) => (1L << (3 * (fieldSize - 1))) - 1;

    public void Begin(char type)
    {
        Array.Clear(_block);
        _block[156] = (byte)type;
        "ustar\000"u8.CopyTo(_block.AsSpan(257));
    }

    public void SetName(ReadOnlySpan<byte> name) => name.CopyTo(_block.AsSpan(0, LongestName));

    public void SetPrefix(ReadOnlySpan<byte> prefix) => prefix.CopyTo(_block.AsSpan(345, LongestPrefix));

    public void SetLinkName(ReadOnlySpan<byte> target) => target.CopyTo(_block.AsSpan(157, LongestLink));

    public void SetMode(ushort permissions) => SetNumber(100, 8, permissions);

    /// <summary>Sets a number; one that does not fit is 0, and is in an extended header.</summary>
    public void SetUserId(long id) => SetNumber(108, 8, id);

    /// <inheritdoc cref="SetUserId"/>
    public void SetGroupId(long id) => SetNumber(116, 8, id);

    /// <inheritdoc cref="SetUserId"/>
    public void SetSize(long size) => SetNumber(124, 12, size);

    /// <inheritdoc cref="SetUserId"/>
    public void SetModified(long seconds) => SetNumber(136, 12, seconds);

    /// <inheritdoc cref="SetUserId"/>
    public void SetDevice(long major, long minor)
    {
        SetNumber(329, 8, major);
        SetNumber(337, 8, minor);
    }

    /// <summary>The block with its checksum.</summary>
    public ReadOnlySpan<byte> Seal()
    {
        // Six digits, a NUL and a space.
        int checksum = TarHeader.Checksum(_block);
        SetOctal(148, 6, checksum);
        _block[154] = 0;
        _block[155] = (byte)' ';
        return _block;
    }

    private void SetNumber(int offset, int fieldSize, long value) =>
        SetOctal(offset, fieldSize - 1, value >= 0 && value <= Largest(fieldSize) ? value : 0);

    private void SetOctal(int offset, int digits, long value)
    {
        for (int index = offset + digits - 1; index >= offset; index--, value >>= 3)
            _block[index] = (byte)('0' + (value & 7));
    }
}
