using System.Text;

namespace Smol.Guests.Kernels;

/// <summary>Takes back what <c>vis(3)</c> does to text: config(1) passes a config file through it (<c>usr.bin/config/main.c: logconfig_include</c>).</summary>
internal static class VisText
{
    private const byte Meta = 0x80;

    /// <summary>The text as it was. Control characters other than the tab stay encoded: a terminal may obey them.</summary>
    public static string Decode(string encoded)
    {
        if (!encoded.Contains('\\', StringComparison.Ordinal))
            return encoded;
        var bytes = new List<byte>(encoded.Length);
        for (int index = 0; index < encoded.Length;)
        {
            (int value, int length) = encoded[index] == '\\' ? Escape(encoded.AsSpan(index)) : (encoded[index], 1);
            if (value is '\t' or (>= 0x20 and not 0x7F))
                bytes.Add((byte)value);
            else
                bytes.AddRange(Encoding.ASCII.GetBytes(encoded, index, length));
            index += length;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The character that an escape stands for and the escape's length: <c>\\</c>, <c>\011</c>, <c>\^I</c>, <c>\M-C</c>, <c>\M^I</c>; what is none stands for itself.</summary>
    private static (int Value, int Length) Escape(ReadOnlySpan<char> text) => text switch
    {
        ['\\', '\\', ..] => ('\\', 2),
        ['\\', >= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..] => (((text[1] - '0') << 6) | ((text[2] - '0') << 3) | (text[3] - '0'), 4),
        ['\\', '^', >= '?' and <= '_', ..] => (text[2] ^ 0x40, 3),
        ['\\', 'M', '-', >= ' ' and <= '~', ..] => (text[3] | Meta, 4),
        ['\\', 'M', '^', >= '?' and <= '_', ..] => ((text[3] ^ 0x40) | Meta, 4),
        _ => ('\\', 1),
    };
}
