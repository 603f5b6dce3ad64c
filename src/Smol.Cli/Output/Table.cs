namespace Smol.Cli.Output;

/// <summary>A listing as columns, the way <c>docker images</c> prints them.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) => PrintRows([headings, .. rows]);

    /// <summary>Rows without headings.</summary>
    public static void PrintRows(IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> lines = [.. rows];
        if (lines.Count == 0)
            return;
        int[] widths = [.. lines[0].Select((_, column) => lines.Max(line => line[column].Length))];
        foreach (IReadOnlyList<string> line in lines)
            Screen.Print(string.Join("   ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
