using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Machines.Qemu;

/// <summary>A disk that is a raw image with qcow2 overlays over it, as <see cref="MachineHost.AddOverlayAsync"/> leaves them. What the files call each other does not matter.</summary>
public sealed class LayeredDisk : IContentSource, IDisposable
{
    private readonly OpenFileSource _base;
    private readonly List<Qcow2Layer> _layers = [];

    /// <summary>Opens it.</summary>
    /// <param name="paths">The raw image, then the overlays from the lowest on.</param>
    /// <exception cref="SmolException">One can't be read, or is no overlay.</exception>
    public LayeredDisk(IReadOnlyList<string> paths)
    {
        _base = new(paths[0]);
        try
        {
            foreach (string path in paths.Skip(1))
                _layers.Insert(0, new(path));
        }
        catch
        {
            Dispose();
            throw;
        }
        Name = paths[^1];
        Length = _layers is [var top, ..] ? top.Length : _base.Length;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The length of the disk in bytes.</summary>
    public long Length { get; }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer)
    {
        if (_layers.Count == 0)
        {
            _base.Read(offset, buffer);
            return;
        }
        if (offset < 0 || buffer.Length > Length - offset)
            throw new SmolException($"ends at byte {Length}, before the content that it should hold", Name);
        int bits = _layers.Min(layer => layer.ClusterBits);
        while (!buffer.IsEmpty)
        {
            int count = (int)Math.Min(buffer.Length, (1L << bits) - (offset & ((1L << bits) - 1)));
            ReadCluster(offset, buffer[..count]);
            buffer = buffer[count..];
            offset += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _base.Dispose();
        _layers.ForEach(layer => layer.Dispose());
    }

    private void ReadCluster(long offset, Span<byte> buffer)
    {
        foreach (Qcow2Layer layer in _layers)
        {
            if (offset < layer.Length && layer.TryRead(offset, buffer))
                return;
        }
        int inBase = (int)Math.Clamp(_base.Length - offset, 0, buffer.Length);
        _base.Read(offset, buffer[..inBase]);
        buffer[inBase..].Clear();
    }
}
