using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>The packages of a repository, as its pkg_summary(5) lists them, found by pattern.</summary>
public sealed class PackageSummary
{
    private readonly PackageSummaryEntry[] _entries;

    private PackageSummary(PackageSummaryEntry[] entries) => _entries = entries;

    /// <summary>All of them, in byte order of their names. A name that is listed twice is there once.</summary>
    public IReadOnlyList<PackageSummaryEntry> Entries => _entries;

    /// <summary>Reads a summary, by gzip or xz compressed or not.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SmolException">It can't be read, is damaged, or is no summary.</exception>
    public static PackageSummary Read(string path)
    {
        using var file = new OpenFileSource(path);
        var content = FileContent.FromRange(file, 0, file.Length);
        var start = new byte[Math.Min(Decompression.MagicLength, content.Length)];
        content.Read(0, start);
        using Stream plain = Decompression.Open(new ContentStream(content), Decompression.Detect(start), path);
        return Read(plain, path);
    }

    /// <summary>Reads a summary that is not compressed, to its end.</summary>
    /// <param name="plain">The summary.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">It is no summary, or larger than any can be.</exception>
    public static PackageSummary Read(Stream plain, string place)
    {
        PackageSummaryEntry[] entries = [.. new PackageSummaryReader(plain, place).Read()];
        Array.Sort(entries, Compare);
        int kept = 0;
        foreach (PackageSummaryEntry entry in entries)
        {
            if (kept == 0 || entry.Name.Full != entries[kept - 1].Name.Full)
                entries[kept++] = entry;
        }
        return new(kept == entries.Length ? entries : entries[..kept]);
    }

    /// <summary>The packages that a pattern means, the one that the tools would take first.</summary>
    public IReadOnlyList<PackageSummaryEntry> Find(PackagePattern pattern)
    {
        var found = new List<PackageSummaryEntry>();
        foreach (string prefix in pattern.Prefixes.Distinct())
        {
            for (int index = FirstFrom(prefix); index < _entries.Length && _entries[index].Name.Full.StartsWith(prefix, StringComparison.Ordinal); index++)
            {
                if (pattern.Matches(_entries[index].Name.Full))
                    found.Add(_entries[index]);
            }
        }
        found.Sort(static (left, right) => right.Name.CompareTo(left.Name));
        return [.. found.Distinct()];
    }

    private int FirstFrom(string prefix)
    {
        int low = 0;
        int high = _entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(_entries[middle].Name.Full, prefix) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>By name; of two with the same name, by their text, so that the order in the file leaves no trace.</summary>
    private static int Compare(PackageSummaryEntry left, PackageSummaryEntry right)
    {
        int order = string.CompareOrdinal(left.Name.Full, right.Name.Full);
        return order != 0 ? order : left.Text.SequenceCompareTo(right.Text);
    }
}
