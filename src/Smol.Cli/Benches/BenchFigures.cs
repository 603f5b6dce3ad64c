namespace Smol.Cli.Benches;

/// <summary>What many runs took, in milliseconds.</summary>
/// <param name="Min">The fastest.</param>
/// <param name="P50">Half of them were as fast.</param>
/// <param name="P99">99 of 100 were as fast; with fewer runs, all.</param>
internal sealed record BenchFigures(double Min, double P50, double P99)
{
    /// <summary>Of some runs; null when one of them did not get there.</summary>
    public static BenchFigures? Of(IEnumerable<double?> times)
    {
        double?[] all = [.. times];
        if (all.Length == 0 || all.Any(time => time is null))
            return null;
        double[] sorted = [.. all.Select(time => time!.Value).Order()];
        return new(sorted[0], Rank(sorted, 0.5), Rank(sorted, 0.99));
    }

    /// <summary>The nearest rank.</summary>
    public static double Rank(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
