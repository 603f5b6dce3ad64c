using System.Buffers.Binary;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Machines.Qemu;

/// <summary>
/// One qcow2 file, without those below it, as QEMU makes overlays: no compression, no encryption, no snapshots inside.
/// The format: QEMU, docs/interop/qcow2.txt.
/// </summary>
internal sealed class Qcow2Layer : IDisposable
{
    private const uint Magic = 0x514649FB; // "QFI" and 0xFB
    private const int HeaderLength = 104;
    private const int EntrySize = sizeof(ulong);
    private const int MostTables = 1 << 24;
    private const ulong OffsetMask = 0x00FFFFFFFFFFFE00;
    private const ulong IsCompressed = 1UL << 62;
    private const ulong IsZero = 1;

    // Features that a reader may not pass over, but for the first: the reference counts, which it does not use, may be wrong.
    private const ulong UnknownFeatures = ~1UL;

    private readonly OpenFileSource _file;
    private readonly byte[] _l1;
    private readonly byte[]?[] _l2;

    /// <summary>Opens one.</summary>
    /// <exception cref="SmolException">It can't be read, or is no such file.</exception>
    public Qcow2Layer(string path)
    {
        _file = new(path);
        try
        {
            var header = new byte[HeaderLength];
            _file.Read(0, header);
            if (Word(header, 0) != Magic || Word(header, 4) != 3 || Word(header, 32) != 0 || (Long(header, 72) & UnknownFeatures) != 0)
                throw Damaged("is no qcow2 overlay");
            ClusterBits = (int)Word(header, 20);
            Length = (long)Long(header, 24);
            if (ClusterBits is < 9 or > 21 || Length is < 0 or > 1L << 56)
                throw Damaged("has a header that can't be");
            long tables = (Length + BytesByTable - 1) / BytesByTable;
            if (tables > MostTables || Word(header, 36) < tables || tables * EntrySize > _file.Length)
                throw Damaged("has a first table that is too short");
            _l1 = new byte[tables * EntrySize];
            _l2 = new byte[tables][];
            long place = (long)Long(header, 40);
            if (place < 0 || place > _file.Length)
                throw Damaged("has a header that can't be");
            _file.Read(place, _l1);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The length of the disk in bytes.</summary>
    public long Length { get; }

    /// <summary>A cluster has two to the power of this many bytes.</summary>
    public int ClusterBits { get; }

    private long BytesByTable => (1L << ClusterBits) / EntrySize << ClusterBits;

    /// <summary>Reads, where this file has something to say.</summary>
    /// <param name="offset">Where on the disk.</param>
    /// <param name="buffer">Filled; it does not reach into the next cluster.</param>
    /// <returns>Whether it has; else what is below counts.</returns>
    /// <exception cref="SmolException">The file is damaged.</exception>
    public bool TryRead(long offset, Span<byte> buffer)
    {
        int table = (int)(offset / BytesByTable);
        ulong place = Long(_l1, table * EntrySize) & OffsetMask;
        if (place == 0)
            return false;
        // Whoever comes at the same time reads the same.
        byte[] entries = _l2[table] ??= ReadTable((long)place);
        ulong entry = Long(entries, (int)((offset % BytesByTable) >> ClusterBits) * EntrySize);
        if ((entry & IsCompressed) != 0)
            throw Damaged("has compressed clusters, which overlays of machines don't");
        ulong data = entry & OffsetMask;
        if ((entry & IsZero) != 0)
            buffer.Clear();
        else if (data != 0)
            ReadData((long)data + (offset & ((1L << ClusterBits) - 1)), buffer);
        else
            return false;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The last cluster may end where its data does.</summary>
    private void ReadData(long place, Span<byte> buffer)
    {
        int there = (int)Math.Clamp(_file.Length - place, 0, buffer.Length);
        _file.Read(place, buffer[..there]);
        buffer[there..].Clear();
    }

    private byte[] ReadTable(long place)
    {
        var entries = new byte[1 << ClusterBits];
        _file.Read(place, entries);
        return entries;
    }

    private SmolException Damaged(string problem) => new(problem, _file.Name);

    private static uint Word(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset));

    private static ulong Long(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(offset));
}
