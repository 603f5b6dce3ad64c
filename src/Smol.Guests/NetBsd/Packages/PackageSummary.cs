using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>The packages of a repository, as its pkg_summary(5) lists them, found by pattern.</summary>
public sealed class PackageSummary
{
    private readonly NameIndex<PackageSummaryEntry> _entries;

    private PackageSummary(IEnumerable<PackageSummaryEntry> entries) => _entries = new(entries, static entry => entry.Name);

    /// <summary>All of them, in byte order of their names. A name that is listed twice is there once.</summary>
    public IReadOnlyList<PackageSummaryEntry> Entries => _entries.Items;

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
        List<PackageSummaryEntry> entries = new PackageSummaryReader(plain, place).Read();
        var byName = new Dictionary<string, PackageSummaryEntry>(entries.Count);
        foreach (PackageSummaryEntry entry in entries)
        {
            // Of two with the same name, the same one whichever comes first.
            if (!byName.TryAdd(entry.Name.Full, entry) && entry.Text.SequenceCompareTo(byName[entry.Name.Full].Text) < 0)
                byName[entry.Name.Full] = entry;
        }
        return new(byName.Values);
    }

    /// <summary>The packages that a pattern means, the one that the tools would take first.</summary>
    public IReadOnlyList<PackageSummaryEntry> Find(PackagePattern pattern) => _entries.Find(pattern);
}
