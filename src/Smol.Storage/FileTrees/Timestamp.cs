using System.Globalization;

namespace Smol.Storage.FileTrees;

/// <summary>A moment as file systems keep it: seconds since 1970-01-01 UTC, negative before, and 0 to 999,999,999 nanoseconds after them.</summary>
public readonly record struct Timestamp(long Seconds, int Nanoseconds = 0)
{
    /// <summary>The most nanoseconds that there are after a second.</summary>
    public const int MostNanoseconds = 999_999_999;

    private static readonly long _first = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long _last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The same moment for the framework, which knows the years 1 to 9999 in steps of 100 ns; null for one beyond them, as FFSv2 can have.</summary>
    public DateTimeOffset? Date => Seconds >= _first && Seconds <= _last
        ? DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanoseconds / TimeSpan.NanosecondsPerTick)
        : null;

    /// <summary>Whether it is later than another one.</summary>
    public bool IsAfter(Timestamp other) => Seconds > other.Seconds || (Seconds == other.Seconds && Nanoseconds > other.Nanoseconds);

    /// <summary>
    /// Date and time in UTC, and the nanoseconds if there are any: <c>2023-11-14 22:13:20.000000007</c>; <c>@SECONDS</c>, as date(1)
    /// takes it, beyond the year 9999.
    /// </summary>
    public override string ToString()
    {
        string text = Date?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Create(CultureInfo.InvariantCulture, $"@{Seconds}");
        return Nanoseconds == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.{Nanoseconds:d9}");
    }
}
