using System.Text.Json;
using Smol.Machines.Host;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>What running machines use, as the host and their QEMUs tell it.</summary>
public sealed class MachineMeters
{
    private readonly MachineHostOptions _options;
    private readonly Dictionary<ProcessIdentity, (TimeSpan Cpu, long Moment)> _before = [];

    internal MachineMeters(MachineHostOptions options) => _options = options;

    /// <summary>Looks at a machine. The first look at it has 0 for its CPU: there is none before to compare with.</summary>
    /// <returns>What it uses, or null when it is not up.</returns>
    public async Task<MachineUse?> ReadAsync(MachineStatus machine, CancellationToken stop)
    {
        if (machine.Process is not { } process || _options.Processes.UseOf(process.Pid) is not { } use)
            return null;
        long moment = _options.Time.GetTimestamp();
        double percent = _before.TryGetValue(process, out (TimeSpan Cpu, long Moment) before)
            ? (use.Cpu - before.Cpu) / _options.Time.GetElapsedTime(before.Moment, moment) * 100
            : 0;
        _before[process] = (use.Cpu, moment);
        (long? read, long? written) = await ReadDrivesAsync(machine, stop).ConfigureAwait(false);
        return new(machine.Name, process.Pid, percent, use.ResidentBytes, (long)machine.Spec.MemoryMiB << 20, read, written);
    }

    /// <summary>The threads of a machine's QEMU, its virtual CPUs marked.</summary>
    /// <exception cref="SmolException">It is not up, or its QEMU does not answer.</exception>
    public async Task<IReadOnlyList<MachineThread>> ThreadsAsync(MachineStatus machine, CancellationToken stop)
    {
        if (machine.Process is not { } process)
            throw new SmolException("is not running", machine.Name, "'smol start' starts it");
        Dictionary<int, int> cpus = [];
        if (machine.Spec.Vmm == VmmKind.Qemu)
            foreach (JsonElement cpu in (await AskAsync(machine, "query-cpus-fast", stop).ConfigureAwait(false)).EnumerateArray())
                cpus[cpu.GetProperty("thread-id").GetInt32()] = cpu.GetProperty("cpu-index").GetInt32();
        IReadOnlyList<ThreadUse> threads = _options.Processes.ThreadsOf(process.Pid);
        return threads.Count == 0
            ? [.. cpus.Select(cpu => new MachineThread(cpu.Key, "", cpu.Value, null, null))]
            : [.. threads.Select(thread => new MachineThread(thread.Id, thread.Name, cpus.TryGetValue(thread.Id, out int cpu) ? cpu : null, thread.State, thread.Cpu))];
    }

    /// <summary>A QEMU that is busy with another client, or about to end, leaves the figures of the host alone.</summary>
    private async Task<(long? Read, long? Written)> ReadDrivesAsync(MachineStatus machine, CancellationToken stop)
    {
        try
        {
            long read = 0, written = 0;
            foreach (JsonElement drive in (await AskAsync(machine, "query-blockstats", stop).ConfigureAwait(false)).EnumerateArray())
            {
                JsonElement figures = drive.GetProperty("stats");
                read += figures.GetProperty("rd_bytes").GetInt64();
                written += figures.GetProperty("wr_bytes").GetInt64();
            }
            return (read, written);
        }
        catch (SmolException)
        {
            return (null, null);
        }
    }

    private async Task<JsonElement> AskAsync(MachineStatus machine, string command, CancellationToken stop)
    {
        using QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, _options.Patience.Quit, _options.Time, stop).ConfigureAwait(false);
        JsonElement answer = await qmp.QueryAsync(command, stop).ConfigureAwait(false);
        return answer.ValueKind == JsonValueKind.Array ? answer : throw new SmolException($"QEMU does not answer {command} with a list", machine.Paths.QmpSocket);
    }
}
