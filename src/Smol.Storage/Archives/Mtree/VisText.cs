using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>Bytes as vis(3) writes them in visible characters; unvis(3) takes the forms together.</summary>
internal static class VisText
{
    private const byte Escape = (byte)'\\';
    private const byte Meta = 0x80;
    private const byte Control = 0x1F;
    private const byte Delete = 0x7F;

    /// <summary>The bytes that are meant.</summary>
    /// <exception cref="InvalidDataException">A backslash stands before what means nothing.</exception>
    public static ByteString Decode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains(Escape))
            return ByteString.Copy(text);
        var bytes = new byte[text.Length];
        int length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] != Escape)
            {
                bytes[length++] = text[0];
                text = text[1..];
                continue;
            }
            text = text[1..];
            if (TakeEscaped(ref text) is byte value)
                bytes[length++] = value;
        }
        return ByteString.Copy(bytes.AsSpan(0, length));
    }

    /// <summary>The byte of what stands behind a backslash; null for <c>\$</c>, which stands for nothing.</summary>
    private static byte? TakeEscaped(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            throw new InvalidDataException("a backslash stands at the end of a word");
        if (text[0] is >= (byte)'0' and <= (byte)'7')
            return TakeOctal(ref text);
        byte letter = text[0];
        text = text[1..];
        return letter switch
        {
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'t' => 9,
            (byte)'n' => 10,
            (byte)'v' => 11,
            (byte)'f' => 12,
            (byte)'r' => 13,
            (byte)'E' => 27,
            (byte)'s' => 32,
            (byte)'$' => null,
            (byte)'^' => TakeControl(ref text),
            (byte)'M' => TakeMeta(ref text),
            (byte)'x' => TakeHexadecimal(ref text),
            > 32 and < Delete => letter,
            _ => throw new InvalidDataException($"a backslash stands before the byte 0x{letter:x2}"),
        };
    }

    private static byte TakeOctal(ref ReadOnlySpan<byte> text)
    {
        int value = 0, digits = 0;
        for (; digits < Math.Min(3, text.Length) && text[digits] is >= (byte)'0' and <= (byte)'7'; digits++)
            value = (value * 8) + text[digits] - '0';
        text = text[digits..];
        return value <= byte.MaxValue ? (byte)value : throw new InvalidDataException($"\\{Convert.ToString(value, 8)} is not a byte");
    }

    private static byte TakeHexadecimal(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || !byte.TryParse(text[..2], System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte value))
            throw new InvalidDataException("\\x stands without two hexadecimal digits");
        text = text[2..];
        return value;
    }

    /// <summary><c>^C</c>; <c>^?</c> is the delete character.</summary>
    private static byte TakeControl(ref ReadOnlySpan<byte> text)
    {
        byte letter = TakeOne(ref text);
        return letter == '?' ? Delete : (byte)(letter & Control);
    }

    /// <summary><c>M-C</c> and <c>M^C</c>: with the highest bit.</summary>
    private static byte TakeMeta(ref ReadOnlySpan<byte> text) => TakeOne(ref text) switch
    {
        (byte)'-' => (byte)(Meta | TakeOne(ref text)),
        (byte)'^' => (byte)(Meta | TakeControl(ref text)),
        _ => throw new InvalidDataException("\\M stands without - or ^"),
    };

    private static byte TakeOne(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            throw new InvalidDataException("an escape ends before its character");
        byte first = text[0];
        text = text[1..];
        return first;
    }
}
