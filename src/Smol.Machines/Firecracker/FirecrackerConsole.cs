using Smol.Machines.Consoles;
using Smol.Machines.Host;
using Smol.Machines.State;

namespace Smol.Machines.Firecracker;

/// <summary>The console of a Firecracker: the log that it writes, and the FIFO that it reads.</summary>
internal sealed class FirecrackerConsole(MachineStatus machine, MachineHostOptions options) : IConsole
{
    // Fast enough for a person to see what they type.
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(15);

    private readonly LogReader _log = new(machine.Paths.ConsoleLog, options.Time) { Look = Blink };
    private readonly FileStream _input = Fifo.Open(machine.Paths.ConsoleInput);

    /// <summary>Whether a machine has such a console, which any number of processes can write to.</summary>
    public static bool IsThere(MachinePaths paths) => File.Exists(paths.ConsoleInput);

    public async Task CopyAsync(Stream output)
    {
        try
        {
            await FollowAsync(output).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Nobody reads it any more, as behind `| head`; the machine goes on, and it is all in the log.
            await FollowAsync(Stream.Null).ConfigureAwait(false);
        }
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => _input.WriteAsync(bytes).AsTask();

    public void Dispose() => _input.Dispose();

    private Task FollowAsync(Stream output) =>
        _log.FollowAsync(output, machine.Spec.LogMax, () => null, () => machine.Process is null || !options.Processes.IsAlive(machine.Process), CancellationToken.None);
}
