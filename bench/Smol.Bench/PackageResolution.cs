using System.Diagnostics;
using System.Globalization;
using System.Text;
using Smol.Guests.NetBsd.Packages;

namespace Smol.Bench;

/// <summary>Reading a summary of 25,000 packages, as large as pkgsrc's, and resolving some of them, beside gzip(1) on the same file.</summary>
internal sealed class PackageResolution(string scratch)
{
    private const int Packages = 25_000;
    private const int Wanted = 500;

    private readonly string _plain = Path.Combine(scratch, "pkg_summary");

    public void Run(int rounds, TextWriter output)
    {
        File.WriteAllText(_plain, MakeSummary());
        new Contender("gzip", _plain + ".gz", ["gzip", "-kf", _plain]).Run();
        var random = new Random(Wanted);
        string[] wanted = [.. Enumerable.Range(0, Wanted).Select(_ => $"package{random.Next(Packages):d5}")];
        var summary = PackageSummary.Read(_plain);
        int Count(int asked) => new PackageResolver(summary, []).Resolve(wanted.Take(asked)).Count;
        int few = Enumerable.Range(1, Wanted).First(asked => Count(asked) >= Wanted);
        var gzip = new Contender("gzip -dc", Path.Combine(scratch, "none"), ["sh", "-c", $"gzip -dc '{_plain}.gz' >/dev/null"]);
        (string Name, Action Action)[] steps =
        [
            ("read pkg_summary", () => PackageSummary.Read(_plain)),
            ("read pkg_summary.gz", () => PackageSummary.Read(_plain + ".gz")),
            ($"resolve {few} into {Count(few)}", () => Count(few)),
            ($"resolve {Wanted} into {Count(Wanted)}", () => Count(Wanted)),
            ("gzip -dc pkg_summary.gz", () => gzip.Run()),
        ];
        List<(double Milliseconds, double Processor, long Allocated)>[] runs = [.. steps.Select(_ => new List<(double, double, long)>())];
        for (int round = 0; round <= rounds; round++)
        {
            foreach ((int index, (string _, Action action)) in steps.Index())
            {
                (double Milliseconds, double Processor, long Allocated) run = Measure(action);
                if (round > 0) // the first is the warm-up
                    runs[index].Add(run);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"### packages: {Packages} entries, {new FileInfo(_plain).Length / 1e6:0} MB\n\n| step | wall, median of {rounds} | processor, least | it / gzip -dc | allocated |\n|---|---:|---:|---:|---:|"));
        foreach ((int index, (string name, Action _)) in steps.Index())
        {
            double ratio = Median(runs[index].Zip(runs[^1], (our, its) => our.Milliseconds / its.Milliseconds));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Median(runs[index].Select(run => run.Milliseconds)):0.0} ms | {(index == steps.Length - 1 ? "" : $"{runs[index].Min(run => run.Processor):0.0} ms")} | {ratio:0.00} | {(index == steps.Length - 1 ? "" : $"{runs[index][0].Allocated / 1e6:0.0} MB")} |"));
        }
        output.WriteLine();
    }

    private static (double Milliseconds, double Processor, long Allocated) Measure(Action action)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        action();
        return (Stopwatch.GetElapsedTime(begin).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Entries with as many dependencies, libraries and lines of text as pkgsrc's have; the same each time.</summary>
    private static string MakeSummary()
    {
        var random = new Random(Packages);
        var text = new StringBuilder();
        for (int index = 0; index < Packages; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"PKGNAME=package{index:d5}-{random.Next(20)}.{random.Next(30)}.{random.Next(10)}nb{random.Next(5)}\n");
            for (int depends = Math.Min(index, random.Next(12)); depends > 0; depends--)
            {
                // Most depend on the few that nearly all depend on.
                int other = random.Next(1 + random.Next(index));
                text.Append(CultureInfo.InvariantCulture, $"DEPENDS=package{other:d5}{(random.Next(2) == 0 ? "-[0-9]*" : ">=0.0.1")}\n");
            }
            if (random.Next(10) == 0)
                text.Append(CultureInfo.InvariantCulture, $"CONFLICTS=other{random.Next(100)}-[0-9]*\n");
            text.Append(CultureInfo.InvariantCulture, $"COMMENT=The package of number {index}, made up\nSIZE_PKG={random.Next(1 << 24)}\nBUILD_DATE=2026-01-02 03:04:05 +0000\nCATEGORIES=bench\n");
            text.Append(CultureInfo.InvariantCulture, $"HOMEPAGE=https://example.org/{index}/\nLICENSE=modified-bsd\nMACHINE_ARCH=x86_64\nOPSYS=NetBSD\nOS_VERSION=11.0\nPKGPATH=bench/package{index}\nPKGTOOLS_VERSION=20091115\n");
            for (int libraries = random.Next(16); libraries > 0; libraries--)
                text.Append(CultureInfo.InvariantCulture, $"REQUIRES=/usr/pkg/lib/libpackage{random.Next(Packages)}.so.{random.Next(9)}\n");
            text.Append(CultureInfo.InvariantCulture, $"FILE_NAME=package{index:d5}.tgz\nFILE_SIZE={random.Next(1 << 22)}\n");
            for (int lines = random.Next(16); lines > 0; lines--)
                text.Append(CultureInfo.InvariantCulture, $"DESCRIPTION=Line {random.Next(1_000_000)} of what it does, for whom, and why one would want it.\n");
            text.Append('\n');
        }
        return text.ToString();
    }
}
