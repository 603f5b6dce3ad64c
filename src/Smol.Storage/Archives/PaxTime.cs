using System.Globalization;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>A time in an extended header: seconds since 1970 as a decimal number with any number of digits after the point (POSIX.1-2017 pax).</summary>
internal static class PaxTime
{
    private const int NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Digits beyond nanoseconds are cut off.</summary>
    /// <exception cref="InvalidDataException">It is not a number, or one beyond 64 bits.</exception>
    public static Timestamp Parse(ReadOnlySpan<byte> value)
    {
        bool isNegative = value.StartsWith("-"u8);
        ReadOnlySpan<byte> digits = isNegative ? value[1..] : value;
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? [] : digits[(point + 1)..];
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            throw new InvalidDataException($"'{ByteString.Copy(value)}' in its extended header is not a time");

        int nanoseconds = 0;
        for (int index = 0; index < 9; index++)
            nanoseconds = (nanoseconds * 10) + (index < fraction.Length ? fraction[index] - '0' : 0);
        if (!isNegative)
            return new(seconds, nanoseconds);
        return nanoseconds == 0 ? new(-seconds) : new(-seconds - 1, NanosecondsPerSecond - nanoseconds);
    }

    /// <summary>The shortest text that means the time.</summary>
    public static string Format(Timestamp time)
    {
        if (time.Nanoseconds == 0)
            return time.Seconds.ToString(CultureInfo.InvariantCulture);
        bool isNegative = time.Seconds < 0;
        long seconds = isNegative ? -(time.Seconds + 1) : time.Seconds;
        int nanoseconds = isNegative ? NanosecondsPerSecond - time.Nanoseconds : time.Nanoseconds;
        return string.Create(CultureInfo.InvariantCulture, $"{(isNegative ? "-" : "")}{seconds}.{nanoseconds:D9}").TrimEnd('0');
    }
}
