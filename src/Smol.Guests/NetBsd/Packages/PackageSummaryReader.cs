using System.Text;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>Reads pkg_summary(5) from front to back: lines of <c>VARIABLE=VALUE</c>, an empty line behind each package.</summary>
internal sealed class PackageSummaryReader(Stream input, string place)
{
    /// <summary>How much is read at a time. Entries lie in such a block, so this also bounds them; the largest in pkgsrc has some 100 KiB.</summary>
    private const int BlockSize = 1 << 20;

    private const int LongestLine = 1 << 16;

    // pkgsrc has 25,000 packages in 40 MB.
    private const int MostBlocks = 1 << 10;
    private const int MostEntries = 1 << 20;

    private readonly List<PackageSummaryEntry> _entries = [];
    private byte[] _block = new byte[BlockSize];
    private int _line;

    /// <summary>All entries, in the file's order.</summary>
    /// <exception cref="SmolException">The file is no such summary, or larger than any can be.</exception>
    public List<PackageSummaryEntry> Read()
    {
        int kept = 0;
        for (int blocks = 1; ; blocks++)
        {
            if (blocks > MostBlocks)
                throw new SmolException($"is larger than {(long)MostBlocks * BlockSize >> 30} GiB, and no summary is", place);
            int count = input.ReadAtLeast(_block.AsSpan(kept), BlockSize - kept, throwOnEndOfStream: false);
            bool isEnd = kept + count < BlockSize;
            int taken = TakeEntries(kept + count, isEnd);
            if (isEnd)
                return _entries;
            kept = BlockSize - taken;
            var next = new byte[BlockSize];
            _block.AsSpan(taken).CopyTo(next);
            _block = next;
        }
    }

    /// <summary>Takes the entries that are whole, and says where the rest begins.</summary>
    private int TakeEntries(int length, bool isEnd)
    {
        int start = 0;
        while (start < length)
        {
            if (_block[start] == '\n')
            {
                start++;
                _line++;
                continue;
            }
            int size = _block.AsSpan(start, length - start).IndexOf("\n\n"u8);
            if (size < 0 && !isEnd)
                break;
            size = size < 0 ? length - start : size + 1;
            TakeEntry(_block.AsMemory(start, size));
            start += size;
        }
        if (start == 0 && !isEnd)
            throw Malformed($"the entry is longer than {BlockSize >> 20} MiB");
        return start;
    }

    private void TakeEntry(ReadOnlyMemory<byte> text)
    {
        string? name = null;
        int begin = _line;
        for (ReadOnlySpan<byte> rest = text.Span; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            if (line.Length > LongestLine)
                throw Malformed($"the line is longer than {LongestLine >> 10} KiB");
            if (line.IndexOf((byte)'=') <= 0)
                throw Malformed("the line is not VARIABLE=VALUE");
            if (line.StartsWith("PKGNAME="u8))
                name = name is null ? Encoding.Latin1.GetString(line["PKGNAME=".Length..]) : throw Malformed("the package has a second PKGNAME");
            rest = end < 0 ? [] : rest[(end + 1)..];
            _line++;
        }
        if (_entries.Count == MostEntries)
            throw Malformed($"there are more than {MostEntries} packages");
        if (name is null)
            throw new SmolException("the package that begins here has no PKGNAME", $"{place}:{begin + 1}", "get the file again");
        _entries.Add(new(PackageName.Parse(name, $"{place}:{begin + 1}"), text));
    }

    private SmolException Malformed(string problem) => new(problem, $"{place}:{_line + 1}", "it should be a pkg_summary(5); get it again");
}
