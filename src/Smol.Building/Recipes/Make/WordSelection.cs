using System.Globalization;

namespace Smol.Building.Recipes.Make;

/// <summary>The modifier <c>:[2]</c>, <c>:[2..4]</c>, <c>:[-1]</c>: words by their number, from the end where it is negative.</summary>
internal static class WordSelection
{
    /// <summary>The words that a range names, in its direction; null when it is no range.</summary>
    public static IEnumerable<string>? Select(IReadOnlyList<string> words, string range)
    {
        string[] ends = range.Split("..");
        if (ends.Length > 2 || !IsNumber(ends[0], out int start) || !IsNumber(ends[^1], out int end))
            return null;
        start = start < 0 ? words.Count + start + 1 : start;
        end = end < 0 ? words.Count + end + 1 : end;
        return start > end
            ? Between(words, Math.Max(1, end), start).Reverse()
            : Between(words, start, end);
    }

    private static IEnumerable<string> Between(IReadOnlyList<string> words, int first, int last) =>
        words.Take(Math.Max(0, last)).Skip(Math.Max(0, first - 1)).Where(word => word.Length > 0);

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number is not 0 and > -100_000 and < 100_000
            && !text.TrimStart('-', '+').StartsWith('0');
}
