using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Firecracker;

/// <summary>Firecracker, asked over its API.</summary>
internal sealed class FirecrackerVmm(MachinePaths paths, TimeSpan patience) : IVmm
{
    public Task PauseAsync(CancellationToken stop) => SendAsync(FirecrackerRequests.Pause, stop);

    public Task ContinueAsync(CancellationToken stop) => SendAsync(FirecrackerRequests.Resume, stop);

    public async Task<StopMethod> PressAsync(CancellationToken stop)
    {
        await SendAsync(FirecrackerRequests.SendCtrlAltDel, stop).ConfigureAwait(false);
        return StopMethod.CtrlAltDel;
    }

    /// <summary>Always refused: the API has no such action.</summary>
    public Task QuitAsync(CancellationToken stop) => throw new SmolException("Firecracker can't be told to quit", paths.ApiSocket);

    private async Task SendAsync(FirecrackerRequest request, CancellationToken stop)
    {
        using var client = new FirecrackerClient(paths.ApiSocket, patience);
        await client.SendAsync(request, stop).ConfigureAwait(false);
    }
}
