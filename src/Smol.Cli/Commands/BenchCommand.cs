using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Smol.Cli.Benches;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol bench run</c>: how long starts take, many times over and against another command.</summary>
internal static class BenchCommand
{
    public static Command Create(SmolFolders folders) => new("bench", "Measure how long things take") { Run(folders) };

    private static SmolCommand Run(SmolFolders folders)
    {
        var image = new Argument<string>("IMAGE") { Description = "An image of the store, or a disk image's file" };
        var options = new Argument<string[]>("OPTIONS") { Description = "Behind '--': more options for 'smol run'", Arity = ArgumentArity.ZeroOrMore };
        var rounds = new Option<int>("--rounds", "-n") { Description = "How many runs are counted; one before them is not", DefaultValueFactory = static _ => 20, HelpName = "N" };
        var versus = new Option<string?>("--vs") { Description = "Another command, run in turn with ours, quoted as in sh; '{}' in it is IMAGE. It is killed when it is ready, but for --to-end", HelpName = "COMMAND" };
        var port = new Option<int?>("--ready-port") { Description = "A TCP port of 127.0.0.1 whose first answer means ready; without it the line 'smol: ready' does", HelpName = "PORT" };
        var toEnd = new Option<bool>("--to-end") { Description = "Wait for the end of each run, in place of ending it when it is ready" };
        var patience = new Option<int>("--patience") { Description = "How long one run may take", DefaultValueFactory = static _ => 120, HelpName = "SECONDS" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("run", "Start machines of an image again and again: p50, p99 and the fastest to the exec of QEMU, the first byte, the service, the end", "smol bench run hello -n 20", "smol bench run hello -n 20 --vs './startnb.sh -f etc/hello.conf' -- -m 128")
            { image, options, rounds, versus, port, toEnd, patience, format };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(image)!;
            int count = parsed.GetValue(rounds) is > 0 and var given ? given : throw new SmolException("is not a number of runs", parsed.GetValue(rounds).ToString(CultureInfo.InvariantCulture));
            string[]? other = parsed.GetValue(versus) is { } line ? [.. ShellWords.Split(line, "--vs").Select(word => word.Replace("{}", name, StringComparison.Ordinal))] : null;
            if (other is [])
                throw new SmolException("is empty", "--vs");
            using var interruption = new Interruption();
            var bench = new RunBench(ThisHost.Open(folders), name, parsed.GetValue(options)!, Directory.CreateDirectory(folders.Cache).FullName)
            {
                Port = parsed.GetValue(port) is { } number ? new(IPAddress.Loopback, number) : null,
                IsToEnd = parsed.GetValue(toEnd),
                Patience = TimeSpan.FromSeconds(parsed.GetValue(patience)),
            };
            BenchResult result = bench.RunAsync(count, other, interruption.Token).GetAwaiter().GetResult();
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(result, BenchJson.Default.BenchResult));
            else
                Print(result);
            return 0;
        });
        return command;
    }

    private static void Print(BenchResult result)
    {
        Table.Print(["MILLISECONDS", "", "EXEC", "FIRST BYTE", "READY", "TOTAL"], [.. Rows("smol run", result.Smol), .. result.Versus is { } other ? Rows(other.Command, other) : []]);
        if (result.Ratios is { } ratios)
            Screen.Print($"\nsmol run / {result.Versus!.Command}, median of {result.Rounds} pairs: first byte {Ratio(ratios.FirstByte)}, ready {Ratio(ratios.Ready)}, total {Ratio(ratios.Total)}");
    }

    private static IEnumerable<string[]> Rows(string name, BenchColumn column)
    {
        (string Word, Func<BenchFigures, double> Get)[] kinds = [("p50", figures => figures.P50), ("p99", figures => figures.P99), ("min", figures => figures.Min)];
        foreach ((string word, Func<BenchFigures, double> get) in kinds)
        {
            yield return [name, word, Cell(column.Exec), Cell(column.FirstByte), Cell(column.Ready), Cell(column.Total)];
            name = "";

            string Cell(BenchFigures? figures) => figures is null ? "-" : get(figures).ToString("0.0", CultureInfo.InvariantCulture);
        }
    }

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
