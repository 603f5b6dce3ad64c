namespace Smol.Guests.NetBsd.Packages;

/// <summary>Things that have the names of packages, found by pattern without looking at each.</summary>
internal sealed class NameIndex<T>
{
    private readonly PackageName[] _names;
    private readonly T[] _items;

    public NameIndex(IEnumerable<T> items, Func<T, PackageName> name)
    {
        _items = [.. items];
        _names = [.. _items.Select(name)];
        Array.Sort(_names, _items, Comparer<PackageName>.Create(static (left, right) => string.CompareOrdinal(left.Full, right.Full)));
    }

    /// <summary>All of them, in byte order of their names.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Those that a pattern means, the one that the tools would take first.</summary>
    public IReadOnlyList<T> Find(PackagePattern pattern)
    {
        var found = new List<int>();
        foreach (string prefix in pattern.Prefixes)
        {
            for (int index = FirstFrom(prefix); index < _names.Length && _names[index].Full.StartsWith(prefix, StringComparison.Ordinal); index++)
            {
                if (pattern.Matches(_names[index].Full))
                    found.Add(index);
            }
        }
        if (found.Count > 1)
        {
            // Two prefixes may lead to the same name.
            found = [.. found.Distinct()];
            found.Sort((left, right) => _names[right].CompareTo(_names[left]));
        }
        return found.Count == 0 ? [] : [.. found.Select(index => _items[index])];
    }

    private int FirstFrom(string prefix)
    {
        int low = 0;
        int high = _names.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(_names[middle].Full, prefix) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
