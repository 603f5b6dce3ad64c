using Smol.Machines.State;

namespace Smol.Machines.Qemu;

/// <summary>QEMU, asked over QMP.</summary>
internal sealed class QemuVmm(MachinePaths paths, MachineHostOptions options) : IVmm
{
    public Task PauseAsync(CancellationToken stop) => AskAsync(qmp => qmp.PauseAsync(stop), stop);

    public Task ContinueAsync(CancellationToken stop) => AskAsync(qmp => qmp.ContinueAsync(stop), stop);

    public async Task<StopMethod> PressAsync(CancellationToken stop)
    {
        await AskAsync(qmp => qmp.PowerDownAsync(stop), stop).ConfigureAwait(false);
        return StopMethod.PowerButton;
    }

    public Task QuitAsync(CancellationToken stop) => AskAsync(qmp => qmp.QuitAsync(stop), stop);

    private async Task AskAsync(Func<QmpClient, Task> ask, CancellationToken stop)
    {
        using QmpClient qmp = await QmpClient.ConnectAsync(paths.QmpSocket, options.Patience.Quit, options.Time, stop).ConfigureAwait(false);
        await ask(qmp).ConfigureAwait(false);
    }
}
