using System.Globalization;

namespace Smol.Bench;

/// <summary>
/// What <c>ps</c> of 20 running and 180 ended machines takes, against <c>ps</c> of none, which is start-up, and against cat(1) of the same
/// records. The machines are those of the tests' dummy QEMU: they take little of the host while they run.
/// </summary>
/// <param name="smol">The program.</param>
/// <param name="scratch">A folder for the machines.</param>
/// <param name="dummy">The dummy QEMU.</param>
internal sealed class MachineList(string smol, string scratch, string dummy)
{
    private const int Running = 20;
    private const int Ended = 180;
    private const int AtOnce = 45;

    private readonly string _folder = Path.Combine(scratch, "ps");

    public void Run(int rounds, TextWriter output)
    {
        Prepare();
        try
        {
            Compare(rounds, output);
        }
        finally
        {
            Execute("home", smol, "rm", "-f", "--all");
        }
    }

    private void Compare(int rounds, TextWriter output)
    {
        (string Name, string Home, string[] Command)[] all =
        [
            ($"smol ps -a, {Running} running and {Ended} ended", "home", [smol, "ps", "-a"]),
            ("smol ps -aq, the same", "home", [smol, "ps", "-aq"]),
            ("smol ps -a --format json, the same", "home", [smol, "ps", "-a", "--format", "json"]),
            ("smol ps -a, none", "none", [smol, "ps", "-a"]),
            ("cat of all records", "home", ["sh", "-c", "cat home/machines/*/*.json"]),
        ];
        var runs = all.Select(_ => new List<ProcessRun>()).ToArray();
        for (int round = 0; round <= rounds; round++)
            for (int contender = 0; contender < all.Length; contender++)
            {
                ProcessRun run = Execute(all[contender].Home, all[contender].Command);
                if (round > 0) // the first is the warm-up
                    runs[contender].Add(run);
            }
        int shown = runs[0][0].Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        if (shown != Running + Ended)
            throw new InvalidOperationException($"ps shows {shown} machines");
        output.WriteLine($"### ps: {Running + Ended} machines\n\n| command | wall, fastest | wall, median of {rounds} | processor, median |\n|---|---:|---:|---:|");
        foreach (((string name, _, _), List<ProcessRun> its) in all.Zip(runs))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {its.Min(run => run.Seconds) * 1000:0} ms | {Comparison.Median(its.Select(run => run.Seconds)) * 1000:0} ms | {Comparison.Median(its.Select(run => run.ProcessorSeconds)) * 1000:0} ms |"));
        output.WriteLine();
    }

    private void Prepare()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        foreach (string name in (string[])["tree", "home", "none"])
            Directory.CreateDirectory(Path.Combine(_folder, name));
        File.WriteAllText(Path.Combine(_folder, "tree/file"), "content");
        File.Copy("/bin/true", Path.Combine(_folder, "kernel"));
        Execute("home", smol, "image", "create", "--from", "tree", "hello.img");
        for (int ended = 0; ended < Ended; ended += AtOnce)
        {
            RunMachines(AtOnce, $"ended-{ended}", "dummy.exit=0");
            string[] names = [.. Enumerable.Range(1, AtOnce).Select(number => string.Create(CultureInfo.InvariantCulture, $"ended-{ended}-{number}"))];
            Execute("home", [smol, "wait", .. names]);
        }
        RunMachines(Running, "running", "dummy.ready");
    }

    private void RunMachines(int count, string name, string habit) => Execute("home",
        smol, "run", "-d", "--count", count.ToString(CultureInfo.InvariantCulture), "--name", name, "--accel", "tcg", "-k", "kernel", "-a", habit, "./hello.img");

    private ProcessRun Execute(string home, params string[] command) =>
        ProcessRun.Of(_folder, new Dictionary<string, string> { ["SMOL_HOME"] = Path.Combine(_folder, home), ["QEMU"] = dummy }, command);
}
