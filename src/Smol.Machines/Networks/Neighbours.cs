using Smol.Guests;
using Smol.Machines.Consoles;
using Smol.Machines.Host;
using Smol.Machines.State;

namespace Smol.Machines.Networks;

/// <summary>
/// What the machines on a network know of each other. One that starts is told of all that there are; those that run already are told of
/// it over the guest protocol.
/// </summary>
internal sealed class Neighbours(MachineHostOptions options, MachineFolders folders)
{
    /// <summary>The variable with the names: an address and a name, and so on, itself first.</summary>
    public const string Variable = "SMOL_HOSTS";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    // A guest hears nothing before it says READY: NetBSD drops what comes to a terminal that nobody has open.
    private static readonly TimeSpan LongestBoot = TimeSpan.FromSeconds(10);

    /// <summary>The value of <see cref="Variable"/>.</summary>
    public GuestVariable NamesFor(MachineSpec spec)
    {
        IEnumerable<string> own = spec.Networks.Select(place => $"{place.Host} {spec.Name}");
        IEnumerable<string> others = folders.Specs().Where(other => other.Name != spec.Name).SelectMany(other => Shared(other, spec).Select(place => $"{place.Host} {other.Name}"));
        return new(Variable, string.Join(' ', own.Concat(others)));
    }

    /// <summary>Tells all machines that run on its networks of one that has started.</summary>
    public Task TellAsync(MachineStatus machine, CancellationToken stop) => Task.WhenAll(Running(machine).Select(other => TellAsync(other, machine, stop)));

    private static IEnumerable<NetworkPlace> Shared(MachineSpec of, MachineSpec with) => of.Networks.Where(place => with.Networks.Any(other => other.Network == place.Network));

    private IEnumerable<MachineStatus> Running(MachineStatus machine)
    {
        foreach (MachineSpec spec in folders.Specs().Where(spec => spec.Name != machine.Name && spec.HasControlPort && Shared(spec, machine.Spec).Any()))
            if (folders.Find(spec.Name!) is { State: MachineState.Running } running)
                yield return running;
    }

    private async Task TellAsync(MachineStatus other, MachineStatus machine, CancellationToken stop)
    {
        bool isReady = other.Spec.Guest == GuestKind.Linux || await IsReadyAsync(other, machine, stop).ConfigureAwait(false);
        if (!isReady)
            return;
        ControlPipe.Say(other.Paths, $"HOST {machine.Name} {string.Join(' ', Shared(machine.Spec, other.Spec).Select(place => place.Host))}");
    }

    /// <summary>Whether a guest listens; one that was begun before there was the other machine, and so was not told of it, gets some time to.</summary>
    private async Task<bool> IsReadyAsync(MachineStatus other, MachineStatus machine, CancellationToken stop)
    {
        while (!GuestReport.Read(other.Paths.ControlLog).IsReady)
        {
            bool isWorthWaiting = other.Started <= machine.Created && options.Time.GetUtcNow() - other.Started < LongestBoot && options.Processes.IsAlive(other.Process!);
            if (!isWorthWaiting)
                return false;
            await Task.Delay(Look, options.Time, stop).ConfigureAwait(false);
        }
        return true;
    }
}
