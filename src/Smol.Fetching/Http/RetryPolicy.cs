namespace Smol.Fetching.Http;

/// <summary>When and how often a failed attempt is repeated: exponential back-off with full jitter.</summary>
public sealed record RetryPolicy
{
    /// <summary>How many attempts in a row may fail without bringing anything new.</summary>
    public int MostAttempts { get; init; } = 6;

    /// <summary>The longest pause after the first failure; doubled after each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause that we choose ourselves.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause that a server may ask for with <c>Retry-After</c>; where it asks for more, that is an error at once.</summary>
    public TimeSpan LongestServerPause { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long to pause after so many failed attempts in a row.</summary>
    /// <param name="failures">1 after the first.</param>
    /// <param name="chance">From 0 to 1.</param>
    internal TimeSpan Pause(int failures, double chance)
    {
        double ceiling = Math.Min(FirstPause.TotalSeconds * Math.Pow(2, failures - 1), LongestPause.TotalSeconds);
        return TimeSpan.FromSeconds(ceiling * chance);
    }
}
