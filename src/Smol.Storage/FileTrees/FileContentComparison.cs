namespace Smol.Storage.FileTrees;

/// <summary>Compares what files hold, without reading what is a hole in both.</summary>
public static class FileContentComparison
{
    private const int PieceSize = 64 << 10;

    /// <summary>In what two files differ, as text; null if they have the same bytes.</summary>
    public static (string First, string Second)? Difference(in FileContent first, in FileContent second)
    {
        if (first.Length != second.Length)
            return ($"{first.Length} bytes", $"{second.Length} bytes");
        var firstPiece = new byte[Math.Min(PieceSize, first.Length)];
        var secondPiece = new byte[firstPiece.Length];
        ReadOnlySpan<DataRange> firstRanges = first.Ranges;
        ReadOnlySpan<DataRange> secondRanges = second.Ranges;
        long offset = 0;
        while (TryFindData(ref firstRanges, ref secondRanges, ref offset, out long end))
        {
            int length = (int)Math.Min(end - offset, PieceSize);
            Span<byte> firstBytes = firstPiece.AsSpan(0, length);
            Span<byte> secondBytes = secondPiece.AsSpan(0, length);
            first.Read(offset, firstBytes);
            second.Read(offset, secondBytes);
            int same = firstBytes.CommonPrefixLength(secondBytes);
            if (same < length)
                return ($"{firstBytes[same]:x2} at byte {offset + same}", $"{secondBytes[same]:x2} at byte {offset + same}");
            offset += length;
        }
        return null;
    }

    /// <summary>Moves the offset to where either has data, and finds how far one of them has it.</summary>
    private static bool TryFindData(ref ReadOnlySpan<DataRange> first, ref ReadOnlySpan<DataRange> second, ref long offset, out long end)
    {
        while (!first.IsEmpty && End(first[0]) <= offset)
            first = first[1..];
        while (!second.IsEmpty && End(second[0]) <= offset)
            second = second[1..];
        end = 0;
        if (first.IsEmpty && second.IsEmpty)
            return false;
        DataRange next = second.IsEmpty || (!first.IsEmpty && first[0].FileOffset <= second[0].FileOffset) ? first[0] : second[0];
        offset = Math.Max(offset, next.FileOffset);
        end = End(next);
        return true;
    }

    private static long End(in DataRange range) => range.FileOffset + range.Length;
}
