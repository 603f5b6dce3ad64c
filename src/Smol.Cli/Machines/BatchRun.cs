using System.Globalization;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>Many machines from one image. Those that start stay when others do not, as with docker compose.</summary>
/// <param name="host">The machines.</param>
internal sealed class BatchRun(MachineHost host)
{
    // More at once only wait for each other.
    private static readonly int AtOnce = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Starts them.</summary>
    /// <param name="spec">What each of them is.</param>
    /// <param name="count">How many.</param>
    /// <param name="stop">Starts no more.</param>
    /// <returns>0, or 125 when not all could be started.</returns>
    /// <exception cref="SmolException">They would be in each other's way.</exception>
    public async Task<int> RunAsync(MachineSpec spec, int count, CancellationToken stop)
    {
        if (count > 1 && spec.Forwards.FirstOrDefault(forward => forward.HostPort != 0) is { } forward)
            throw new SmolException("only one machine can have it", $"port forward '{forward}'", "port 0 takes a free one for each; 'smol port' tells which");
        long begin = TimeProvider.System.GetTimestamp();
        var started = new MachineStatus?[count];
        var failures = new SmolException?[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (index, give) =>
        {
            try
            {
                started[index] = await host.RunDetachedAsync(spec with { Name = NameOf(spec, index, count) }, give);
            }
            catch (SmolException failure)
            {
                failures[index] = failure;
            }
        });
        TimeSpan time = TimeProvider.System.GetElapsedTime(begin);
        MachineStatus[] machines = [.. started.OfType<MachineStatus>()];
        foreach (MachineStatus machine in machines)
            Screen.Print(machine.Name);
        for (int index = 0; index < count; index++)
            if (failures[index] is { } failure)
                Screen.Error($"machine {NameOf(spec, index, count) ?? (index + 1).ToString(CultureInfo.InvariantCulture)} did not start: {failure.Message}", failure.Hint);
        await SayRateAsync(machines, count, time, stop);
        return machines.Length == count ? 0 : ExitCodes.RunFailed;
    }

    private async Task SayRateAsync(MachineStatus[] machines, int count, TimeSpan time, CancellationToken stop)
    {
        long memory = 0;
        foreach (MachineStatus machine in machines)
            memory += (await host.Meters.ReadAsync(machine, stop))?.ResidentBytes ?? 0;
        string each = machines.Length == 0 ? "" : $"; {Amounts.Size(memory)} of the host's memory by now, {Amounts.Size(memory / machines.Length)} each";
        Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{machines.Length} of {count} started in {time.TotalSeconds:0.0} s, {machines.Length / time.TotalSeconds:0.0} a second{each}"));
    }

    private static string? NameOf(MachineSpec spec, int index, int count) =>
        spec.Name is not { } name ? null : count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{index + 1}");
}
