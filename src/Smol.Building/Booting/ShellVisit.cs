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

    private readonly byte[] _mark = Encoding.ASCII.GetBytes(mark);
    private readonly List<byte> _shown = [];
    private IDisposable? _terminal;
    private bool _isHeard;
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
        _shown.Clear();
        if (_isHeard)
            return;
        _isHeard = true;
        _ = Task.Run(TypeAsync);
    }

    /// <summary>Ends it; a read that is under way may still take a key.</summary>
    public void Dispose() => _terminal?.Dispose();

    private async Task TypeAsync()
    {
        var buffer = new byte[1024];
        try
        {
            int count;
            while ((count = await shell.Input.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                await type(buffer.AsMemory(0, count)).ConfigureAwait(false);
            await type(EndOfTransmission).ConfigureAwait(false);
        }
        catch (Exception end) when (end is IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The guest has ended, and whoever typed has nobody to type to.
        }
    }
}
