using Smol.Machines.Consoles;
using Smol.Machines.Host;
using Smol.Machines.Native;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>Stops a machine whose lock the caller has, by the mildest means that works.</summary>
internal sealed class MachineStopper(MachineHostOptions options)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks the guest, then QEMU, then the host's kernel.</summary>
    /// <param name="machine">A running machine.</param>
    /// <param name="grace">How long the guest may take.</param>
    /// <param name="stop">Gives up waiting; the machine is left as it is then.</param>
    /// <returns>What it was that ended the machine.</returns>
    /// <exception cref="SmolException">Nothing did.</exception>
    public async Task<StopMethod> StopAsync(MachineStatus machine, TimeSpan grace, CancellationToken stop)
    {
        ProcessIdentity process = machine.Process!;
        // A paused guest hears nothing; whoever asks it to stop wants it to go on first.
        if (grace > TimeSpan.Zero && machine.State == MachineState.Paused)
            await TryAsync(machine, vmm => vmm.ContinueAsync(stop)).ConfigureAwait(false);
        if (grace > TimeSpan.Zero && await AskGuestAsync(machine, stop).ConfigureAwait(false) is { } asked && await HasEndedAsync(process, grace, stop).ConfigureAwait(false))
            return asked;
        if (await QuitAsync(machine, stop).ConfigureAwait(false))
            return StopMethod.Quit;
        return await SignalAsync(process, LibC.SigTerm, StopMethod.Terminated, stop).ConfigureAwait(false)
            ?? await KillAsync(machine.Name, process, stop).ConfigureAwait(false);
    }

    /// <summary>Tells QEMU to end, which is a loss of power for the guest.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> QuitAsync(MachineStatus machine, CancellationToken stop) =>
        await TryAsync(machine, vmm => vmm.QuitAsync(stop)).ConfigureAwait(false)
        && await HasEndedAsync(machine.Process!, options.Patience.Quit, stop).ConfigureAwait(false);

    /// <summary>Kills at once.</summary>
    /// <exception cref="SmolException">The process does not go.</exception>
    public async Task<StopMethod> KillAsync(string name, ProcessIdentity process, CancellationToken stop) =>
        await SignalAsync(process, LibC.SigKill, StopMethod.Killed, stop).ConfigureAwait(false)
            ?? throw new SmolException($"process {process.Pid} can't be killed", name, "the host's kernel holds it; it may wait for a disk");

    /// <summary>Waits until a process is gone.</summary>
    /// <returns>Whether it is, when the time is over.</returns>
    public async Task<bool> HasEndedAsync(ProcessIdentity process, TimeSpan patience, CancellationToken stop)
    {
        long start = options.Time.GetTimestamp();
        while (options.Processes.IsAlive(process))
        {
            if (options.Time.GetElapsedTime(start) >= patience)
                return false;
            await Task.Delay(Look, options.Time, stop).ConfigureAwait(false);
        }
        return true;
    }

    /// <summary>Asks a guest that speaks our protocol by STOP, one that has a power button by that, and no other.</summary>
    private async Task<StopMethod?> AskGuestAsync(MachineStatus machine, CancellationToken stop)
    {
        if (GuestReport.Read(machine.Paths.ControlLog).IsReady)
        {
            ControlPipe.SayStop(machine.Paths, machine.Spec.StopSignal);
            return StopMethod.Guest;
        }
        bool hasButton = machine.Spec.Guest == Guests.GuestKind.Linux || machine.Spec.Vmm == VmmKind.Firecracker;
        StopMethod? method = null;
        return hasButton && await TryAsync(machine, async vmm => method = await vmm.PressAsync(stop).ConfigureAwait(false)).ConfigureAwait(false) ? method : null;
    }

    /// <summary>Asks the VMM for something.</summary>
    /// <returns>Whether it took it; one that does not answer is met by the next measure.</returns>
    private async Task<bool> TryAsync(MachineStatus machine, Func<IVmm, Task> ask)
    {
        try
        {
            await ask(Vmms.Of(machine, options)).ConfigureAwait(false);
            return true;
        }
        catch (SmolException)
        {
            return !options.Processes.IsAlive(machine.Process!);
        }
    }

    private async Task<StopMethod?> SignalAsync(ProcessIdentity process, int signal, StopMethod method, CancellationToken stop)
    {
        if (options.Processes.IsAlive(process))
            _ = LibC.Kill(process.Pid, signal);
        return await HasEndedAsync(process, options.Patience.Signal, stop).ConfigureAwait(false) ? method : null;
    }
}
