using System.Globalization;
using System.Text;

namespace Smol.Storage.DiskImages;

/// <summary>A bitmap as text, as dumpfs(8) and dumpe2fs(8) print it.</summary>
internal static class BitRanges
{
    /// <summary>The runs of bits of one value: <c>0-5, 8, 10-11</c>; empty where there are none.</summary>
    /// <param name="map">The bits, the lowest of each byte first.</param>
    /// <param name="count">How many there are; no more than <paramref name="map"/> holds.</param>
    /// <param name="first">What the first bit stands for.</param>
    /// <param name="value">Which bits.</param>
    public static string Text(ReadOnlySpan<byte> map, int count, long first, bool value)
    {
        var text = new StringBuilder();
        for (int index = 0; index < count; index++)
        {
            if (IsSet(map, index) != value)
                continue;
            int start = index;
            while (index + 1 < count && IsSet(map, index + 1) == value)
                index++;
            text.Append(text.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{first + start}");
            if (index > start)
                text.Append(CultureInfo.InvariantCulture, $"-{first + index}");
        }
        return text.ToString();
    }

    private static bool IsSet(ReadOnlySpan<byte> map, int index) => (map[index / 8] & (1 << (index % 8))) != 0;
}
