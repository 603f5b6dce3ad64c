using Smol.Storage.FileTrees;

namespace Smol.Machines.Consoles;

/// <summary>An input that several read in turn: what was typed while one reader gave up is there for the next. A terminal's read can't be taken back.</summary>
/// <param name="input">The input; it is not disposed of.</param>
internal sealed class KeptInput(Stream input) : ForwardStream
{
    private readonly byte[] _buffer = new byte[1024];
    private Task<int>? _reading;
    private int _taken;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Take(await Reading().WaitAsync(cancellationToken).ConfigureAwait(false), buffer.Span);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Take(Reading().GetAwaiter().GetResult(), buffer);

    private Task<int> Reading() => _reading ??= Task.Run(() => input.ReadAsync(_buffer, CancellationToken.None).AsTask(), CancellationToken.None);

    private int Take(int there, Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, there - _taken);
        _buffer.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        // The end stays the end.
        if (_taken == there && there > 0)
            (_reading, _taken) = (null, 0);
        return count;
    }
}
