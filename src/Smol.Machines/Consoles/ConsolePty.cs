using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>The pseudo-terminal that a machine's console is.</summary>
public static class ConsolePty
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Its device on this host.</summary>
    /// <exception cref="SmolException">The machine has none, or QEMU does not answer.</exception>
    public static async Task<string> PathAsync(MachineStatus machine, CancellationToken stop)
    {
        using QmpClient qmp = await QmpClient.ConnectAsync(machine.Paths.QmpSocket, Patience, TimeProvider.System, stop).ConfigureAwait(false);
        return await qmp.QueryPtyAsync("console0", stop).ConfigureAwait(false) ?? throw new SmolException("has no pseudo-terminal", machine.Name);
    }
}
