using System.Collections.Concurrent;

namespace Smol.Storage.Archives;

/// <summary>A few buffers that go round between a thread that fills them and one that empties them.</summary>
internal sealed class BufferRing : IDisposable
{
    private readonly BlockingCollection<byte[]> _empty = [];
    private readonly BlockingCollection<ReadOnlyMemory<byte>> _full = [];

    /// <param name="count">How many buffers.</param>
    /// <param name="size">How long each is, in bytes.</param>
    public BufferRing(int count, int size)
    {
        for (int index = 0; index < count; index++)
            _empty.Add(GC.AllocateUninitializedArray<byte>(size));
    }

    /// <summary>A buffer to be filled; waits until there is one.</summary>
    public byte[] TakeEmpty(CancellationToken cancellation) => _empty.Take(cancellation);

    /// <summary>Passes a filled buffer on.</summary>
    public void PutFull(byte[] buffer, int length) => _full.Add(buffer.AsMemory(0, length), CancellationToken.None);

    /// <summary>Says that no more will be filled.</summary>
    public void Finish() => _full.CompleteAdding();

    /// <summary>Waits for a filled buffer; false when there will be none any more.</summary>
    public bool TryTakeFull(out ReadOnlyMemory<byte> filled, CancellationToken cancellation) => _full.TryTake(out filled, Timeout.Infinite, cancellation);

    /// <summary>Gives a buffer back.</summary>
    public void PutEmpty(ReadOnlyMemory<byte> filled)
    {
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(filled, out ArraySegment<byte> segment);
        _empty.Add(segment.Array!, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _empty.Dispose();
        _full.Dispose();
    }
}
