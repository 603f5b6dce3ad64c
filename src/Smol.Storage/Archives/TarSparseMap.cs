using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Where the data of a sparse member stands in the file: its old form in the header ('S') and the three forms in pax
/// (GNU tar's manual, "Storing Sparse Files"; tar/src/sparse.c).
/// </summary>
internal sealed class TarSparseMap
{
    private const int PairSize = 24;

    private readonly List<long> _pairs;
    private readonly long _realSize;

    private TarSparseMap(List<long> pairs, long realSize)
    {
        _pairs = pairs;
        _realSize = realSize;
    }

    /// <summary>Reads the pairs in the header and in the blocks behind it.</summary>
    public static TarSparseMap ReadOldGnu(TarHeader header, ArchiveWindow window, ref long next)
    {
        if (!header.IsGnu)
            throw new InvalidDataException("it is a sparse file in a form that is not known");
        var pairs = new List<long>();
        long realSize = header.RealSize;
        AddPairs(pairs, header.SparsePairs);
        bool hasMore = header.HasMoreSparsePairs;
        while (hasMore)
        {
            if (window.Left(next, TarHeader.BlockSize) < TarHeader.BlockSize)
                throw new InvalidDataException("the archive ends in the middle of it");
            ReadOnlySpan<byte> block = window.Get(next, TarHeader.BlockSize);
            AddPairs(pairs, block[..(21 * PairSize)]);
            hasMore = block[21 * PairSize] != 0;
            next += TarHeader.BlockSize;
        }
        return new(pairs, realSize);
    }

    /// <summary>The map of a pax member; null when it is not sparse.</summary>
    /// <param name="pax">Its extended header.</param>
    /// <param name="window">The archive.</param>
    /// <param name="offset">Where its data begins; moved behind the map where that is in the data.</param>
    /// <param name="size">How long its data is; less by the map where that is in the data.</param>
    public static TarSparseMap? ReadPax(in PaxAttributes pax, ArchiveWindow window, ref long offset, ref long size)
    {
        if (pax.SparseMajor is not (null or 0 or 1))
            throw new InvalidDataException($"it is a sparse file of version {pax.SparseMajor}, which is not known");
        if (pax.SparseMajor == 1)
            return new(ReadMapInData(window, ref offset, ref size), pax.SparseSize ?? throw new InvalidDataException("it is a sparse file without its real size"));
        if (pax.SparseMap is null && pax.SparseSize is null)
            return null;
        return new(pax.SparseMap ?? [], pax.SparseSize ?? throw new InvalidDataException("it is a sparse file without its real size"));
    }

    /// <summary>The content, once it is sure that the ranges ascend, stay in the file and are as long together as the data.</summary>
    public FileContent ToContent(IContentSource source, long offset, long size)
    {
        var ranges = new List<DataRange>(_pairs.Count / 2);
        long end = 0;
        long stored = 0;
        for (int index = 0; index + 1 < _pairs.Count; index += 2)
        {
            (long start, long length) = (_pairs[index], _pairs[index + 1]);
            if (start < end || length < 0 || length > _realSize - start)
                throw new InvalidDataException("the map of its holes is wrong");
            if (length > size - stored)
                throw new InvalidDataException("the map of its holes wants more data than there is");
            if (length > 0)
                ranges.Add(new(start, length, offset + stored));
            stored += length;
            end = start + length;
        }
        if (_pairs.Count % 2 != 0 || stored != size || _realSize < 0)
            throw new InvalidDataException("the map of its holes does not match its size");
        return FileContent.FromRanges(source, _realSize, [.. ranges]);
    }

    private static void AddPairs(List<long> pairs, ReadOnlySpan<byte> raw)
    {
        for (; raw.Length >= PairSize && raw[12] != 0; raw = raw[PairSize..])
        {
            pairs.Add(TarNumber.Parse(raw[..12], "map of holes"));
            pairs.Add(TarNumber.Parse(raw[12..24], "map of holes"));
        }
    }

    /// <summary>Version 1.0: lines with decimal numbers, how many pairs first, padded to a whole block.</summary>
    private static List<long> ReadMapInData(ArchiveWindow window, ref long offset, ref long size)
    {
        var numbers = new List<long>();
        long wanted = 1;
        long number = 0;
        while (numbers.Count < wanted)
        {
            if (size < TarHeader.BlockSize)
                throw new InvalidDataException("the map of its holes is longer than its data");
            foreach (byte value in window.Get(offset, TarHeader.BlockSize))
            {
                if (value is >= (byte)'0' and <= (byte)'9' && number <= (long.MaxValue - 9) / 10)
                {
                    number = (number * 10) + (value - '0');
                    continue;
                }
                if (value != '\n')
                    throw new InvalidDataException("the map of its holes is not a list of numbers");
                numbers.Add(number);
                if (numbers.Count == 1)
                    wanted = number <= size ? 1 + (2 * number) : throw new InvalidDataException("the map of its holes is longer than its data");
                number = 0;
                if (numbers.Count == wanted)
                    break;
            }
            offset += TarHeader.BlockSize;
            size -= TarHeader.BlockSize;
        }
        numbers.RemoveAt(0);
        return numbers;
    }
}
