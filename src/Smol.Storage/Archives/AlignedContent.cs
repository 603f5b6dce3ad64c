using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// A sparse file with its data in whole blocks. GNU tar takes the data of each range to begin a new block of 512 bytes (tar 1.34,
/// <c>src/sparse.c: sparse_extract_region</c>), and loses its way where one ends within a block.
/// </summary>
internal sealed class AlignedContent : IContentSource
{
    private const int BlockSize = 4096;

    private readonly FileContent _content;

    private AlignedContent(FileContent content) => _content = content;

    /// <inheritdoc/>
    public string Name => "(sparse)";

    /// <summary>The same bytes, with zeros in place of holes where that rounds a range.</summary>
    public static FileContent Of(FileContent content)
    {
        if (!content.IsSparse)
            return content;
        var ranges = new List<DataRange>();
        long end = 0;
        foreach (DataRange range in content.Ranges)
        {
            long from = Math.Max(range.FileOffset & -BlockSize, end);
            end = Math.Min((range.FileOffset + range.Length + BlockSize - 1) & -BlockSize, content.Length);
            if (from < end)
                ranges.Add(new(from, end - from, from));
        }
        return FileContent.FromRanges(new AlignedContent(content), content.Length, [.. ranges]);
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer) => _content.Read(offset, buffer);
}
