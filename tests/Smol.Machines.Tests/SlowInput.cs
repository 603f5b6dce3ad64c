using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Machines.Tests;

/// <summary>Somebody who types one letter at a time, and only after having read what was waited for and each letter's echo.</summary>
internal sealed class SlowInput(string text, MemoryStream heard, string waitFor) : ForwardStream
{
    private int _typed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_typed == text.Length)
            return 0;
        await MachineRoom.UntilAsync(() => Encoding.ASCII.GetString(heard.ToArray()).EndsWith(waitFor + text[.._typed], StringComparison.Ordinal));
        return Encoding.ASCII.GetBytes(text.AsSpan(_typed++, 1), buffer.Span);
    }

    public override int Read(Span<byte> buffer) => throw new InvalidOperationException("who types is waited for");
}
