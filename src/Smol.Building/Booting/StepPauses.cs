using System.IO.Pipelines;
using System.Text.Json;
using Smol.Building.Caching;
using Smol.Guests;
using Smol.Machines;
using Smol.Storage;

namespace Smol.Building.Booting;

/// <summary>The pauses of a guest between steps: its disk as it is then is kept in a file of its own, and the guest is sent on.</summary>
/// <param name="host">Has the machine.</param>
/// <param name="guest">The guest.</param>
/// <param name="layers">The files of its disk.</param>
/// <param name="notice">Told why a state is not kept, which is no reason to end a build.</param>
internal sealed class StepPauses(MachineHost host, GuestKind guest, LayerFolder layers, Action<string> notice)
{
    // sync(2) of NetBSD begins to write, and does not wait for the end of it.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private readonly Pipe _answers = new();
    private readonly Dictionary<int, int> _kept = [];
    private Task _last = Task.CompletedTask;
    private string? _machine;
    private string? _log;

    /// <summary>What the guest hears on its console.</summary>
    public Stream Answers => _answers.Reader.AsStream();

    /// <summary>How many files of the disk make it as it was after a step, by the number of steps done.</summary>
    public IReadOnlyDictionary<int, int> Kept => _kept;

    /// <summary>Gets to know the machine, before its guest runs.</summary>
    public void Begin(MachineStatus machine) => (_machine, _log) = (machine.Name, machine.Paths.ConsoleLog);

    /// <summary>Empties the log of the console, of which nobody reads more than what has been passed on.</summary>
    public void EmptyLog()
    {
        if (_log is not null)
            new FileStream(_log, FileMode.Truncate).Dispose();
    }

    /// <summary>Takes care of a pause, while the console is read on.</summary>
    /// <param name="done">How many steps are done.</param>
    /// <param name="isKept">Whether the disk is kept as it is then.</param>
    public void Take(int done, bool isKept) => _last = Task.Run(() => isKept ? KeepAsync(done) : SendOnAsync());

    /// <summary>Waits for what is under way, once the machine has ended.</summary>
    public async Task EndAsync()
    {
        await _last.ConfigureAwait(false);
        await _answers.Writer.CompleteAsync().ConfigureAwait(false);
    }

    private async Task KeepAsync(int done)
    {
        try
        {
            await host.AddOverlayAsync(_machine!, layers.Next, guest == GuestKind.NetBsd ? Quiet : TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
            _kept.Add(done, layers.Count);
            layers.Add();
        }
        catch (Exception failure) when (failure is SmolException or IOException or JsonException)
        {
            notice($"the step is not kept: {failure.Message}");
        }
        await SendOnAsync().ConfigureAwait(false);
    }

    private Task SendOnAsync() => TypeAsync("\n"u8.ToArray());

    /// <summary>Types at the console.</summary>
    public async Task TypeAsync(ReadOnlyMemory<byte> bytes) => await _answers.Writer.WriteAsync(bytes).ConfigureAwait(false);
}
