namespace Smol.Storage.Archives;

/// <summary>
/// A number in a tar header: octal digits with spaces before and a space or NUL behind them, or, with the high bit of the first
/// byte set, the field's remaining bits as a big-endian two's complement number (tar/src/list.c: base-256).
/// </summary>
internal static class TarNumber
{
    /// <exception cref="InvalidDataException">It is not a number, or one beyond 64 bits.</exception>
    public static long Parse(ReadOnlySpan<byte> field, string name) =>
        TryParse(field, out long value) ? value : throw new InvalidDataException($"its {name} is not a number");

    public static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        (field[0] & 0x80) != 0 ? TryParseBinary(field, out value) : TryParseOctal(field, out value);

    private static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        ReadOnlySpan<byte> digits = field.TrimStart((byte)' ');
        int index = 0;
        // At most 12 digits, so 36 bits: no overflow.
        while (index < digits.Length && digits[index] is >= (byte)'0' and <= (byte)'7')
            value = (value << 3) | (uint)(digits[index++] - '0');
        return index == digits.Length || digits[index] is 0 or (byte)' ';
    }

    private static bool TryParseBinary(ReadOnlySpan<byte> field, out long value)
    {
        bool isNegative = (field[0] & 0x40) != 0;
        Int128 wide = isNegative ? (sbyte)field[0] : field[0] & 0x3F;
        foreach (byte next in field[1..])
            wide = (wide << 8) | next;
        value = (long)wide;
        return wide == value;
    }
}
