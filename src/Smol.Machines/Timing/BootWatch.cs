using Smol.Machines.Consoles;
using Smol.Machines.Ports;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines.Timing;

/// <summary>Looks from outside for the moments that no byte of the console tells: the guest protocol's READY, and answers on published ports.</summary>
/// <param name="timeline">What hears of them.</param>
/// <param name="time">The clock.</param>
public sealed class BootWatch(BootTimeline timeline, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Watches a machine until its service is ready.</summary>
    /// <param name="machine">The machine, with its ports chosen.</param>
    /// <param name="stop">Ends it.</param>
    public Task WatchAsync(MachineStatus machine, CancellationToken stop) =>
        Task.WhenAll([ListenAsync(machine, stop), .. machine.Forwards.Where(forward => forward.Protocol == PortProtocol.Tcp).Select(forward => AskAsync(forward, stop))]);

    /// <summary>Says hello to the QEMU of a machine that was started in the background.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="stop">Gives up.</param>
    public async Task GreetAsync(MachineStatus machine, CancellationToken stop)
    {
        try
        {
            using QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, Patience, time, stop).ConfigureAwait(false);
            timeline.Mark(BootMark.QmpGreeting);
        }
        catch (SmolException)
        {
            // It has ended already.
        }
    }

    private async Task ListenAsync(MachineStatus machine, CancellationToken stop)
    {
        try
        {
            while (!GuestReport.Read(machine.Paths.ControlLog).IsReady)
                await Task.Delay(Look, time, stop).ConfigureAwait(false);
            timeline.Mark(BootMark.GuestListens);
        }
        catch (OperationCanceledException)
        {
            // It never said so.
        }
    }

    private async Task AskAsync(PortForward forward, CancellationToken stop)
    {
        try
        {
            await PortProbe.WaitAsync(PortProbe.EndPointOf(forward), time, stop).ConfigureAwait(false);
            timeline.Mark(BootMark.PortAnswer);
        }
        catch (OperationCanceledException)
        {
            // It never answered.
        }
    }
}
