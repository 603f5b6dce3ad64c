using Smol.Machines.Host;
using Smol.Machines.State;

namespace Smol.Machines.Consoles;

/// <summary>Keeps the console's log of a machine within its bounds for as long as the machine is up.</summary>
internal sealed class LogKeeper(MachineHostOptions options, MachineRegister register)
{
    // A guest that writes 100 MB/s gets as far beyond the bound.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Stays until the machine has ended.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="stop">Ends it, without an error.</param>
    public async Task StayAsync(MachineStatus machine, CancellationToken stop)
    {
        string log = machine.Paths.ConsoleLog;
        using var pause = new PeriodicTimer(Look, options.Time);
        while (!stop.IsCancellationRequested && machine.Process is { } process && options.Processes.IsAlive(process))
        {
            if (new FileInfo(log) is { Exists: true } file && file.Length > machine.Spec.LogMax && register.TryLock(machine.Name) is { } held)
                using (held)
                    ConsoleLog.Cut(log, machine.Spec.LogMax);
            try
            {
                await pause.WaitForNextTickAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
