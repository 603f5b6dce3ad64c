namespace Smol.Storage.FileTrees;

/// <summary>
/// Where a file's bytes are: one range of a source, or, for a sparse file, several ranges with holes (zeros) between them.
/// Nothing is copied until the filesystem is written.
/// </summary>
public readonly struct FileContent
{
    private readonly IContentSource? _source;
    private readonly long _sourceOffset;
    private readonly DataRange[]? _ranges;

    private FileContent(IContentSource? source, long sourceOffset, long length, DataRange[]? ranges)
    {
        _source = source;
        _sourceOffset = sourceOffset;
        Length = length;
        _ranges = ranges;
    }

    /// <summary>The file's length in bytes.</summary>
    public long Length { get; }

    /// <summary>The runs that have bytes, in file order, not overlapping. What lies between them is holes.</summary>
    public ReadOnlySpan<DataRange> Ranges =>
        _ranges is not null ? _ranges : Length == 0 ? [] : new DataRange[] { new(0, Length, _sourceOffset) };

    /// <summary>True when there are holes.</summary>
    public bool IsSparse => _ranges is not null;

    /// <summary>Whether both are the same ranges of the same source. Nothing is read: equal bytes at other places are not the same.</summary>
    public bool IsSameAs(FileContent other) =>
        Length == other.Length && ReferenceEquals(_source, other._source) && _sourceOffset == other._sourceOffset && Ranges.SequenceEqual(other.Ranges);

    /// <summary>These bytes.</summary>
    public static FileContent FromBytes(ReadOnlyMemory<byte> bytes) => new(new MemorySource(bytes), 0, bytes.Length, null);

    /// <summary><paramref name="length"/> bytes of <paramref name="source"/> from <paramref name="offset"/> on.</summary>
    public static FileContent FromRange(IContentSource source, long offset, long length) => new(source, offset, length, null);

    /// <summary>A sparse file of <paramref name="length"/> bytes.</summary>
    /// <exception cref="ArgumentException">The ranges are not ascending, overlap, or leave the file.</exception>
    public static FileContent FromRanges(IContentSource source, long length, DataRange[] ranges)
    {
        long end = 0;
        foreach (DataRange range in ranges)
        {
            if (range.Length <= 0 || range.FileOffset < end || range.Length > length - range.FileOffset)
                throw new ArgumentException("the ranges of a sparse file must ascend and stay inside it", nameof(ranges));
            end = range.FileOffset + range.Length;
        }
        return new(source, 0, length, ranges);
    }

    /// <summary>Fills all of <paramref name="buffer"/> with the file's bytes at <paramref name="offset"/>; holes are zeros.</summary>
    public void Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buffer.Length, Length - offset);
        if (buffer.IsEmpty)
            return;
        if (_ranges is null)
        {
            _source!.Read(_sourceOffset + offset, buffer);
            return;
        }
        buffer.Clear();
        long end = offset + buffer.Length;
        for (int index = FirstRangeEndingAfter(offset); index < _ranges.Length && _ranges[index].FileOffset < end; index++)
        {
            DataRange range = _ranges[index];
            long from = Math.Max(range.FileOffset, offset);
            long to = Math.Min(range.FileOffset + range.Length, end);
            _source!.Read(range.SourceOffset + (from - range.FileOffset), buffer.Slice((int)(from - offset), (int)(to - from)));
        }
    }

    /// <summary>A very sparse file has a great many ranges, and is read in pieces from front to back.</summary>
    private int FirstRangeEndingAfter(long offset)
    {
        int low = 0;
        int high = _ranges!.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].FileOffset + _ranges[middle].Length <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
