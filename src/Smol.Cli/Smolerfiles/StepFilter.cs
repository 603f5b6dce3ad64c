using System.Globalization;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage;

namespace Smol.Cli.Smolerfiles;

/// <summary>The filters of <c>smol builder prune</c>.</summary>
internal static class StepFilter
{
    /// <summary>The time that <c>until=</c> says: so long ago, or a date and time of UTC; now without one.</summary>
    /// <exception cref="SmolException">A filter is not understood.</exception>
    public static DateTimeOffset Until(IReadOnlyList<string> filters, TimeProvider time)
    {
        DateTimeOffset until = time.GetUtcNow();
        foreach (string filter in filters)
        {
            string[] words = filter.Split('=', 2);
            if (words is not ["until", var text])
                throw new SmolException($"there is no filter '{filter}'", "--filter", "there is until=TIME");
            until = Durations.Parse(text) is { } age ? time.GetUtcNow() - age
                : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment
                : throw new SmolException($"'{text}' is no time", "--filter until", "write 24h, 1h30m, 2026-01-31 or 2026-01-31T12:00:00");
        }
        return until;
    }
}
