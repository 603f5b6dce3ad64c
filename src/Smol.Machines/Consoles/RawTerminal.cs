using Smol.Machines.Native;

namespace Smol.Machines.Consoles;

/// <summary>
/// The terminal of this process in raw mode, termios(3): each key goes to the guest as it is pressed, Ctrl-C too. What we print
/// ourselves still begins its lines at the left.
/// </summary>
public sealed class RawTerminal : IDisposable
{
    private const int StandardInput = 0;
    private const int Now = 0; // TCSANOW

    // struct termios has 60 bytes on Linux and 72 on macOS; its second member are the output modes.
    private const int Room = 256;
    private static readonly Range OutputModes = OperatingSystem.IsMacOS() ? 8..16 : 4..8;

    private readonly byte[] _before;
    private int _isRestored;

    private RawTerminal(byte[] before)
    {
        _before = before;
        AppDomain.CurrentDomain.ProcessExit += Restore;
        AppDomain.CurrentDomain.UnhandledException += Restore;
    }

    /// <summary>Begins, or gives null where standard input is no terminal.</summary>
    public static RawTerminal? Enter()
    {
        var before = new byte[Room];
        if (LibC.IsTerminal(StandardInput) == 0 || LibC.GetTerminal(StandardInput, before) != 0)
            return null;
        byte[] raw = [.. before];
        LibC.MakeRaw(raw);
        before.AsSpan(OutputModes).CopyTo(raw.AsSpan(OutputModes));
        return LibC.SetTerminal(StandardInput, Now, raw) == 0 ? new(before) : null;
    }

    /// <summary>Puts the terminal back as it was.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        AppDomain.CurrentDomain.UnhandledException -= Restore;
        Restore(null, EventArgs.Empty);
    }

    private void Restore(object? sender, EventArgs occasion)
    {
        if (Interlocked.Exchange(ref _isRestored, 1) == 0)
            _ = LibC.SetTerminal(StandardInput, Now, _before);
    }
}
