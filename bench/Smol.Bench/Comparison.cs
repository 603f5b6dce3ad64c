using System.Globalization;

namespace Smol.Bench;

/// <summary>Several commands that do the same, run in turn so that a slow moment of the machine meets all of them.</summary>
internal sealed class Comparison(string title, Contender ours, params Contender[] peers)
{
    public void Run(int rounds, TextWriter output)
    {
        Contender[] all = [ours, .. peers];
        var runs = all.ToDictionary(contender => contender, _ => new List<Measurement>());
        for (int round = 0; round <= rounds; round++)
        {
            // Each goes first as often, since what ran before leaves its pages and takes the caches.
            foreach (Contender contender in all.Skip(round % all.Length).Concat(all.Take(round % all.Length)))
            {
                Measurement measurement = contender.Run();
                if (round > 0) // the first is the warm-up
                    runs[contender].Add(measurement);
            }
        }

        output.WriteLine($"### {title}\n\n| command | wall, median of {rounds} | ours / it, median of pairs | peak memory |\n|---|---:|---:|---:|");
        foreach (Contender contender in all)
        {
            double ratio = Median(runs[ours].Zip(runs[contender], (our, its) => our.Seconds / its.Seconds));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {contender.Name} | {Median(runs[contender].Select(run => run.Seconds)):0.000} s | {ratio:0.000} | {Median(runs[contender].Select(run => run.PeakKiB / 1024.0)):0} MiB |"));
        }
        output.WriteLine();
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
