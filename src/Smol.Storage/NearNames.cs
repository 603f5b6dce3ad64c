namespace Smol.Storage;

/// <summary>What somebody may have meant who wrote a name that is not there.</summary>
public static class NearNames
{
    private const int Most = 3;

    /// <summary>
    /// The names that are nearest to one: paths with the same last name first, then those that fewest letters have to be changed in.
    /// What is too far away is left out.
    /// </summary>
    /// <param name="wanted">The name or path that is not there.</param>
    /// <param name="names">The names or paths that are.</param>
    public static IReadOnlyList<string> Find(string wanted, IEnumerable<string> names)
    {
        int reach = Math.Max(2, wanted.Length / 5);
        string last = LastName(wanted);
        var near = new List<(int Distance, string Name)>();
        foreach (string name in names)
        {
            bool isElsewhere = last.Length > 0 && LastName(name) == last;
            if (!isElsewhere && Math.Abs(name.Length - wanted.Length) > reach)
                continue;
            int distance = isElsewhere ? 0 : Distance(wanted, name);
            if (distance <= reach)
                near.Add((distance, name));
        }
        return [.. near.OrderBy(found => found.Distance).ThenBy(found => found.Name, StringComparer.Ordinal).Take(Most).Select(found => found.Name)];
    }

    private static string LastName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>How many letters have to be put in, taken away or changed (Levenshtein).</summary>
    private static int Distance(string first, string second)
    {
        var row = new int[second.Length + 1];
        for (int column = 0; column < row.Length; column++)
            row[column] = column;
        foreach (char letter in first)
        {
            int diagonal = row[0]++;
            for (int column = 1; column < row.Length; column++)
            {
                int changed = diagonal + (letter == second[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(changed, Math.Min(row[column], row[column - 1]) + 1);
            }
        }
        return row[^1];
    }
}
