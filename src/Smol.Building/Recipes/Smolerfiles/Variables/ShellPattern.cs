using System.Text;

namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>
/// A pattern of <c>${x#…}</c>, <c>${x%…}</c> and <c>${x/…/…}</c>: <c>*</c> is any text, <c>?</c> any letter, and a backslash takes the
/// meaning from them; brackets are letters as others (Dockerfile reference, "Environment replacement").
/// </summary>
internal sealed class ShellPattern
{
    private const int Longest = 4096;
    private readonly List<(PatternElement Kind, char Letter)> _elements = [];

    /// <exception cref="ExpansionException">It is too long, or a backslash stands before a letter that needs none.</exception>
    public ShellPattern(string text, int at)
    {
        if (text.Length > Longest)
            throw new ExpansionException(at, $"a pattern has more than {Longest} letters");
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '*' && (_elements.Count == 0 || _elements[^1].Kind != PatternElement.Run))
                _elements.Add((PatternElement.Run, '*'));
            else if (text[index] == '?')
                _elements.Add((PatternElement.One, '?'));
            else if (text[index] == '\\')
                _elements.Add((PatternElement.Letter, Escaped(text, ++index, at)));
            else if (text[index] != '*')
                _elements.Add((PatternElement.Letter, text[index]));
        }
    }

    /// <summary>How many letters at the begin match; below 0 for no match.</summary>
    public int Prefix(ReadOnlySpan<char> value, bool isLongest)
    {
        var states = new bool[_elements.Count + 1];
        states[0] = true;
        Spread(states);
        int best = states[^1] ? 0 : -1;
        for (int index = 0; index < value.Length && (isLongest || best < 0) && Step(states, value[index]); index++)
            best = states[^1] ? index + 1 : best;
        return best;
    }

    /// <summary>How many letters at the end match; below 0 for no match.</summary>
    public int Suffix(ReadOnlySpan<char> value, bool isLongest)
    {
        char[] reversed = value.ToArray();
        Array.Reverse(reversed);
        return Reversed().Prefix(reversed, isLongest);
    }

    /// <summary>Replaces the first or every longest match.</summary>
    public string Replace(string value, string replacement, bool all)
    {
        bool[] begins = Begins(value);
        var result = new StringBuilder();
        int at = 0;
        int lastEnd = -1;
        for (int from = 0; from <= value.Length; from++)
        {
            if (!begins[from])
                continue;
            int length = Prefix(value.AsSpan(from), isLongest: true);
            // What matches nothing right behind a match is no other one.
            if (length == 0 && from == lastEnd)
                continue;
            result.Append(value, at, from - at).Append(replacement);
            at = lastEnd = from + length;
            from = length > 0 ? at - 1 : from;
            if (!all || result.Length > ExpansionBudget.LongestValue)
                break;
        }
        return result.Append(value, at, value.Length - at).ToString();
    }

    /// <summary>How long matching takes for a value.</summary>
    public long Cost(string value) => (long)(value.Length + 1) * (_elements.Count + 1);

    private static char Escaped(string text, int index, int at) =>
        index < text.Length && text[index] is '*' or '?' or '\\' or '}' or '/'
            ? text[index]
            : throw new ExpansionException(at, "a backslash in a pattern must stand before *, ?, \\, } or /");

    private ShellPattern Reversed()
    {
        var reversed = new ShellPattern("", 0);
        reversed._elements.AddRange(Enumerable.Reverse(_elements));
        return reversed;
    }

    /// <summary>Where matches begin: the pattern's mirror image, run from the end of the value with every place as a begin.</summary>
    private bool[] Begins(string value)
    {
        ShellPattern reversed = Reversed();
        var begins = new bool[value.Length + 1];
        var states = new bool[_elements.Count + 1];
        for (int at = value.Length; ; at--)
        {
            states[0] = true;
            reversed.Spread(states);
            begins[at] = states[^1];
            if (at == 0)
                return begins;
            reversed.Step(states, value[at - 1]);
        }
    }

    /// <summary>A run may be empty.</summary>
    private void Spread(bool[] states)
    {
        for (int state = 0; state < _elements.Count; state++)
            states[state + 1] |= states[state] && _elements[state].Kind == PatternElement.Run;
    }

    /// <summary>Goes on by a letter; says whether anything can still match.</summary>
    private bool Step(bool[] states, char letter)
    {
        for (int state = _elements.Count; state > 0; state--)
        {
            (PatternElement kind, char wanted) = _elements[state - 1];
            states[state] = states[state - 1] && kind != PatternElement.Run && (kind == PatternElement.One || wanted == letter)
                || (state < _elements.Count && states[state] && _elements[state].Kind == PatternElement.Run);
        }
        states[0] = states[0] && _elements is [(PatternElement.Run, _), ..];
        Spread(states);
        return Array.IndexOf(states, true) >= 0;
    }
}
