using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>One stream and then another. Both are closed with it.</summary>
internal sealed class FollowedStream(Stream first, Stream second) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        int count = first.Read(buffer);
        return count > 0 || buffer.IsEmpty ? count : second.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }
        base.Dispose(disposing);
    }
}
