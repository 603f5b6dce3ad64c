using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Smol.Bench;

/// <summary>
/// How fast 50 Linux guests are started from one image, what memory they take, once all of them have said that they are ready, and how fast
/// they are stopped and removed.
/// </summary>
/// <param name="smol">The program.</param>
/// <param name="scratch">A folder for image and machines.</param>
/// <param name="debs">A folder with Debian's kernel and busybox packages.</param>
internal sealed class MachineBatch(string smol, string scratch, string debs)
{
    private const int Count = 50;
    // Debian's cloud kernel does not come up in 64.
    private const int MemoryMiB = 80;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBoot = TimeSpan.FromMinutes(20);

    private readonly string _folder = Path.Combine(scratch, "count");

    public async Task RunAsync(TextWriter output)
    {
        Prepare();
        try
        {
            output.WriteLine($"### count: {Count} Linux guests of {MemoryMiB} MiB, one CPU each\n\n| step | figure |\n|---|---:|");
            ProcessRun run = Execute("run", "-d", "--count", Whole(Count), "--name", "many", "--accel", "tcg", "-N", "-m", Whole(MemoryMiB), "many");
            long begin = Stopwatch.GetTimestamp();
            int[] processes = Processes();
            Row(output, "smol run -d --count", $"{run.Seconds:0.0} s, {Count / run.Seconds:0.0} machines a second");
            Row(output, "processor of smol and what it waited for, a machine", $"{run.ProcessorSeconds / Count * 1000:0} ms");
            MemoryRows(output, "when the command ends", processes);
            await UntilAllAreReadyAsync();
            Row(output, "until the last guest is ready, after that", $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s");
            MemoryRows(output, "when all are ready", processes);
            Row(output, "smol ps", $"{Execute("ps").Seconds * 1000:0} ms");
            Row(output, "smol stop of all", $"{Execute("stop", "--all").Seconds:0.0} s");
            Row(output, "processes left after it", Whole(processes.Count(IsAlive)));
        }
        finally
        {
            Row(output, "smol rm -f of all", $"{Execute("rm", "-f", "--all").Seconds:0.0} s");
            Row(output, "files left of machines after it", Whole(Directory.GetFileSystemEntries(Path.Combine(_folder, "home/machines")).Length));
            output.WriteLine();
        }
    }

    private void Prepare()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(_folder, "service/many/etc"));
        File.WriteAllText(Path.Combine(_folder, "service/many/etc/rc"), "#!/bin/sh\necho smol: ready\nexec sleep 100000\n");
        File.WriteAllText(Path.Combine(_folder, "service/many/options.mk"), "MINIMIZE=y\n");
        Execute(["kernel", "import", .. Directory.GetFiles(debs, "*.deb")]);
        Execute("build", "many", "GUEST=linux", "--sets", debs);
    }

    private int[] Processes()
    {
        using JsonDocument shown = JsonDocument.Parse(Execute("ps", "--format", "json").Output);
        int[] processes = [.. shown.RootElement.EnumerateArray().Select(machine => machine.GetProperty("processId").GetInt32())];
        return processes.Length == Count ? processes : throw new InvalidOperationException($"ps shows {processes.Length} machines");
    }

    private async Task UntilAllAreReadyAsync()
    {
        using var patience = new CancellationTokenSource(LongestBoot);
        foreach (string machine in Directory.GetDirectories(Path.Combine(_folder, "home/machines")))
            while (!File.ReadAllText(Path.Combine(machine, "console.log")).Contains("smol: ready", StringComparison.Ordinal))
                await Task.Delay(Look, patience.Token);
    }

    /// <summary>What the processes take of the host's memory, as proc_pid_smaps_rollup tells it: see proc_pid_smaps(5).</summary>
    private static void MemoryRows(TextWriter output, string when, int[] processes)
    {
        double Mean(string field) => processes.Average(pid => File.ReadLines($"/proc/{pid}/smaps_rollup").Where(line => line.StartsWith(field + ":", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0));
        double resident = Mean("Rss");
        double share = Mean("Pss");
        Row(output, $"memory of a machine {when}: resident, its share, its own", $"{resident:0.0} MiB, {share:0.0} MiB, {Mean("Private_Dirty") + Mean("Private_Clean"):0.0} MiB");
        Row(output, $"memory of all {when}: sum of shares", $"{share * processes.Length:0} MiB");
    }

    // What nobody has waited for yet is a zombie: proc_pid_stat(5), field 3.
    private static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Row(TextWriter output, string step, string figure) => output.WriteLine($"| {step} | {figure} |");

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private ProcessRun Execute(params string[] arguments) =>
        ProcessRun.Of(_folder, new Dictionary<string, string> { ["SMOL_HOME"] = Path.Combine(_folder, "home") }, [smol, .. arguments]);
}
