using System.Text;

namespace Smol.Machines.Tests;

/// <summary>Somebody who types one letter at a time, and only after having read what was waited for and each letter's echo.</summary>
internal sealed class SlowInput(string text, MemoryStream heard, string waitFor) : Stream
{
    private int _typed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_typed == text.Length)
            return 0;
        await MachineRoom.UntilAsync(() => Encoding.ASCII.GetString(heard.ToArray()).EndsWith(waitFor + text[.._typed], StringComparison.Ordinal));
        return Encoding.ASCII.GetBytes(text.AsSpan(_typed++, 1), buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
