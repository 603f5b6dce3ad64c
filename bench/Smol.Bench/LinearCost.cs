using System.Formats.Tar;
using System.Globalization;

namespace Smol.Bench;

/// <summary>What each file more costs, from 10,000 files to 1,000,000: the time of one file must not grow, nor its memory beyond 600 bytes.</summary>
internal sealed class LinearCost(string smol, string scratch)
{
    private const int FileSize = 600;
    private const int FilesPerFolder = 50;

    private static readonly int[] _counts = [10_000, 100_000, 1_000_000];
    private static readonly DateTimeOffset _time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public void Run(int rounds, TextWriter output)
    {
        foreach (string filesystem in (string[])["ext2", "ffs", "ffs2"])
        {
            output.WriteLine($"### linear: files of {FileSize} bytes, {filesystem}\n");
            output.WriteLine($"| files | wall, median of {rounds} | a file | peak memory | a file more than in the line above |\n|---:|---:|---:|---:|---:|");
            (int Files, double PeakKiB)? before = null;
            foreach (int files in _counts)
            {
                Measurement[] runs = Measure(filesystem, files, rounds);
                double seconds = Comparison.Median(runs.Select(run => run.Seconds));
                double peak = Comparison.Median(runs.Select(run => (double)run.PeakKiB));
                string growth = before is { } last ? Text($"{(peak - last.PeakKiB) * 1024 / (files - last.Files):0} bytes") : "";
                output.WriteLine(Text($"| {files:N0} | {seconds:0.000} s | {seconds * 1e6 / files:0.00} µs | {peak / 1024:0} MiB | {growth} |"));
                before = (files, peak);
            }
            output.WriteLine();
        }
    }

    private Measurement[] Measure(string filesystem, int files, int rounds)
    {
        string result = Path.Combine(scratch, "result.img");
        var ours = new Contender(filesystem, result, [smol, "image", "create", "--fs", filesystem, "--from", MakeArchive(files), result]);
        ours.Run(); // the warm-up
        Measurement[] runs = [.. Enumerable.Range(0, rounds).Select(_ => ours.Run())];
        File.Delete(result);
        return runs;
    }

    /// <summary>Written without a folder of a million files to make it from.</summary>
    private string MakeArchive(int files)
    {
        string path = Path.Combine(scratch, Text($"linear-{files}.tar"));
        if (File.Exists(path))
            return path;
        var content = new byte[FileSize];
        new Random(files).NextBytes(content);
        using (FileStream file = File.Create(path + ".new", 1 << 20))
        using (var archive = new TarWriter(file, TarEntryFormat.Ustar))
        {
            for (int index = 0; index < files; index++)
            {
                string folder = Text($"{index / FilesPerFolder / 64:d3}/{index / FilesPerFolder:d5}/");
                if (index % FilesPerFolder == 0)
                    archive.WriteEntry(new UstarTarEntry(TarEntryType.Directory, folder) { ModificationTime = _time });
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Text($"{folder}file-{index:d7}")) { ModificationTime = _time, DataStream = new MemoryStream(content) });
            }
        }
        File.Move(path + ".new", path);
        return path;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
