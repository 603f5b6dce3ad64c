namespace Smol.Cli.Benches;

/// <summary>The runs of one command.</summary>
/// <param name="Command">The command as a line for sh.</param>
/// <param name="Exec">To QEMU's start; null where that is not known.</param>
/// <param name="FirstByte">To the first byte that it printed.</param>
/// <param name="Ready">To the service; null where a run never got there.</param>
/// <param name="Total">To the service, or else to the end.</param>
internal sealed record BenchColumn(string Command, BenchFigures? Exec, BenchFigures? FirstByte, BenchFigures? Ready, BenchFigures? Total)
{
    public static BenchColumn Of(string command, IReadOnlyList<BenchTimes> runs) => new(
        command,
        BenchFigures.Of(runs.Select(run => run.Exec)),
        BenchFigures.Of(runs.Select(run => run.FirstByte)),
        BenchFigures.Of(runs.Select(run => run.Ready)),
        BenchFigures.Of(runs.Select(run => (double?)run.Total)));
}
