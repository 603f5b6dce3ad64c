using System.Runtime.InteropServices;

namespace Smol.Cli;

/// <summary>Ctrl-C, and the signals that ask a program to end: they cancel what runs, so that it can clean up; a second one hurries.</summary>
internal sealed class Interruption : IDisposable
{
    private const int FirstSignal = 128;

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken Hurry => _hurry.Token;

    /// <summary>The shell's exit code for the first signal: 128 and its number; that of SIGINT when there was none.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
        _hurry.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
        {
            _hurry.Cancel();
            return;
        }
        ExitCode = FirstSignal + context.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGTERM => 15, _ => 2 };
        _source.Cancel();
    }
}
