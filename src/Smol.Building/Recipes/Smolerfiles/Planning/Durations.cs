using System.Globalization;
using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Durations as Go writes them: <c>1m30s</c>, <c>1.5h</c>, <c>500ms</c>.</summary>
public static partial class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(100_000);

    /// <summary>Reads one; null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
            return text == "0" ? TimeSpan.Zero : null;
        double seconds = 0;
        for (int part = 0; part < match.Groups["number"].Captures.Count; part++)
        {
            if (!double.TryParse(match.Groups["number"].Captures[part].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return null;
            seconds += number * Seconds(match.Groups["unit"].Captures[part].Value);
        }
        return seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };

    [GeneratedRegex(@"\A((?<number>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<unit>ns|us|µs|ms|s|m|h))+\z")]
    private static partial Regex Form();
}
