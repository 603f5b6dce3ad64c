using System.Globalization;
using Smol.Storage;

namespace Smol.Cli.Images;

/// <summary>Sizes as users write them: <c>512M</c>, <c>+4G</c>.</summary>
internal static class ByteSize
{
    /// <summary>A size in bytes; with a plus, that much more than <paramref name="present"/>.</summary>
    /// <exception cref="SmolException">It is not a size.</exception>
    public static long Parse(string text, long present)
    {
        bool isMore = text.StartsWith('+');
        string digits = text.TrimStart('+').TrimEnd('K', 'M', 'G', 'T');
        int shift = text.Length > 0 ? "KMGT".IndexOf(text[^1], StringComparison.Ordinal) + 1 : 0;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || digits.Length + (isMore ? 1 : 0) + (shift > 0 ? 1 : 0) != text.Length || (shift == 4 && number > 1024))
            throw new SmolException($"'{text}' is not a size", hint: "sizes are written 512M or +4G");
        return ((long)number << (10 * shift)) + (isMore ? present : 0);
    }
}
