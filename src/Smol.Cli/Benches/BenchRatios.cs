namespace Smol.Cli.Benches;

/// <summary>Ours by theirs, as medians of the pairs of each round: a slow moment of the host meets both.</summary>
internal sealed record BenchRatios(double? FirstByte, double? Ready, double? Total)
{
    public static BenchRatios Of(IReadOnlyList<BenchTimes> ours, IReadOnlyList<BenchTimes> theirs)
    {
        return new(Median(run => run.FirstByte), Median(run => run.Ready), Median(run => run.Total));

        double? Median(Func<BenchTimes, double?> get) => BenchFigures.Of(ours.Zip(theirs, (our, their) => get(our) / get(their)))?.P50 is { } ratio ? Math.Round(ratio, 3) : null;
    }
}
