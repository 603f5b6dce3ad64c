using System.Diagnostics;
using System.Globalization;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Bench;

/// <summary>How long a set takes into the cache, against xz alone; and from the cache into a tree, by its index and without.</summary>
internal sealed class SetIntoCache(string smol, string scratch)
{
    public void Run(int rounds, TextWriter output)
    {
        string set = SystemSet.Make(scratch) + ".xz";
        string home = Path.Combine(scratch, "home");
        Contender cold = new("smol set ls SET.tar.xz:/etc", home, ["env", "SMOL_HOME=" + home, smol, "set", "ls", set + ":/etc"]);
        Contender xz = new("xz -dc SET.tar.xz", Path.Combine(scratch, "none"), ["sh", "-c", $"exec xz -dc {set} >/dev/null"]);
        new Comparison($"cold set: {SystemSet.Files} files of /usr and /etc, {new FileInfo(set).Length >> 20} MiB", cold, xz).Run(rounds, output);

        output.WriteLine("### warm set: from the cache into a tree, in one process\n\n| members | by the index | by the tar's headers | ratio |\n|---:|---:|---:|---:|");
        Compare(set, rounds, output);
        Compare(Pack(new TreeShape("small", 300_000, 600, 50).MakeArchive(scratch)), rounds, output);
    }

    private static string Pack(string archive)
    {
        if (!File.Exists(archive + ".gz"))
            new Contender("gzip", archive + ".gz", ["gzip", "-1k", archive]).Run();
        return archive + ".gz";
    }

    private void Compare(string archive, int rounds, TextWriter output)
    {
        using UnpackedArchive unpacked = new ArchiveCache(Path.Combine(scratch, "cache")).Open(archive);
        var byIndex = new List<double>();
        var byHeaders = new List<double>();
        int members = 0;
        for (int round = 0; round <= rounds; round++)
        {
            (double index, members) = Lay(unpacked.ReadMembers);
            (double headers, _) = Lay(() => new TarReader(unpacked.Source, unpacked.Length));
            if (round == 0) // the warm-up
                continue;
            byIndex.Add(index);
            byHeaders.Add(headers);
        }
        double ratio = Median(byIndex.Zip(byHeaders, (index, headers) => index / headers));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {members} | {Median(byIndex) * 1000:0} ms | {Median(byHeaders) * 1000:0} ms | {ratio:0.00} |"));
    }

    private static (double Seconds, int Members) Lay(Func<IMemberReader> open)
    {
        GC.Collect();
        long begin = Stopwatch.GetTimestamp();
        var tree = new FileTree();
        TarOverlay.AddTo(tree, open());
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return (seconds, FileTreeWalk.Entries(tree).Count());
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
