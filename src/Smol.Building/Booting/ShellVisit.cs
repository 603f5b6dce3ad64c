using System.Text;

namespace Smol.Building.Booting;

/// <summary>A visit to the shell of a guest whose step has failed: bytes go both ways, but for the driver's marks.</summary>
/// <param name="shell">The visitor.</param>
/// <param name="mark">What the driver's marks begin with.</param>
/// <param name="begun">Told when it begins.</param>
/// <param name="type">Takes what is typed to the console.</param>
internal sealed class ShellVisit(DebugShell shell, string mark, Action begun, Func<ReadOnlyMemory<byte>, Task> type) : IDisposable
{
    private static readonly byte[] EndOfTransmission = [4];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _over = new();
    private readonly byte[] _mark = Encoding.ASCII.GetBytes(mark);
    private readonly List<byte> _shown = [];
    private readonly StringBuilder _line = new();
    private IDisposable? _terminal;
    private bool _isHeard;
    private volatile bool _isPrompting;
    private int _matched;

    /// <summary>Begins.</summary>
    public void Begin()
    {
        begun();
        _terminal = shell.Enter();
    }

    /// <summary>Shows a byte that the guest said, unless it may belong to a mark.</summary>
    public void Take(byte letter)
    {
        if (_matched == _mark.Length)
            return;
        if (letter == _mark[_matched])
        {
            _matched++;
            return;
        }
        _shown.AddRange(_mark.AsSpan(0, _matched));
        _matched = letter == _mark[0] ? 1 : 0;
        if (_matched == 0)
            _shown.Add(letter);
    }

    /// <summary>Shows what was taken. A shell throws away what is typed before its first prompt, so typing begins after that.</summary>
    public void Flush()
    {
        if (_shown.Count == 0)
            return;
        shell.Output.Write([.. _shown]);
        shell.Output.Flush();
        foreach (byte letter in _shown)
            _ = letter == '\n' ? _line.Clear() : _line.Append((char)letter);
        _shown.Clear();
        // root's prompt of any sh, or another user's.
        _isPrompting = _line.ToString() is var line && (line.Contains("# ", StringComparison.Ordinal) || line.Contains("$ ", StringComparison.Ordinal));
        if (_isHeard || !_isPrompting)
            return;
        _isHeard = true;
        _ = Task.Run(TypeAsync);
    }

    /// <summary>Ends it; a read that is under way may still take a key.</summary>
    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
        _terminal?.Dispose();
    }

    private async Task TypeAsync()
    {
        var buffer = new byte[1024];
        try
        {
            int count;
            while ((count = await shell.Input.ReadAsync(buffer, _over.Token).ConfigureAwait(false)) > 0)
                await type(buffer.AsMemory(0, count)).ConfigureAwait(false);
            // One that comes while the terminal changes its mode is lost.
            for (; ; await Task.Delay(Look, _over.Token).ConfigureAwait(false))
            {
                if (_isPrompting)
                    await type(EndOfTransmission).ConfigureAwait(false);
            }
        }
        catch (Exception end) when (end is IOException or InvalidOperationException or ObjectDisposedException or OperationCanceledException)
        {
            // The guest has ended, and whoever typed has nobody to type to.
        }
    }
}
