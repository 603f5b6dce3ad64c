using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Ignoring;

/// <summary>
/// A pattern of <c>.dockerignore</c> or <c>--exclude</c>: Go's <c>filepath.Match</c>, and <c>**</c> for any number of folders (Docker's
/// build context documentation, "Syntax").
/// </summary>
public sealed class PathRule
{
    private readonly List<PathRuleElement> _elements = [];
    private readonly string? _suffix;

    private PathRule(string text, string pattern, bool isException)
    {
        Text = text;
        IsException = isException;
        // Two stars before plain letters match at the end of any path, though no slash be there.
        if (pattern.StartsWith("**", StringComparison.Ordinal) && !pattern.AsSpan(2).ContainsAny("*?[\\"))
            _suffix = pattern[2..];
        for (int at = 0; at < pattern.Length;)
            _elements.Add(Element(pattern, ref at));
    }

    /// <summary>What was written.</summary>
    public string Text { get; }

    /// <summary>Whether it takes back what others say: <c>!</c>.</summary>
    public bool IsException { get; }

    /// <summary>Reads a pattern; blanks around it, slashes at its ends and <c>.</c> and <c>..</c> in it don't count.</summary>
    /// <returns>Null when it is empty.</returns>
    /// <exception cref="SmolException">A bracket is not closed, or a backslash stands at the end.</exception>
    public static PathRule? Parse(string text)
    {
        string pattern = text.Trim();
        bool isException = pattern.StartsWith('!');
        if (isException)
            pattern = pattern[1..].Trim();
        if (pattern.Length == 0)
            return isException ? throw new SmolException("the pattern behind '!' is empty", text) : null;
        return new(text, Clean(pattern), isException);
    }

    /// <summary>Whether it matches a path, which is from the root of the context on, with slashes between names.</summary>
    public bool Matches(string path)
    {
        if (_suffix is not null)
            return path.EndsWith(_suffix, StringComparison.Ordinal) || (_suffix is ['/', ..] && path == _suffix[1..]);
        var states = new bool[_elements.Count + 1];
        var inside = new bool[_elements.Count];
        states[0] = true;
        Spread(states);
        foreach (char letter in path)
            Step(states, inside, letter);
        return states[^1];
    }

    /// <summary>Whether it matches a path or a folder that it is in.</summary>
    public bool MatchesOrHolds(string path)
    {
        if (Matches(path))
            return true;
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (Matches(path[..slash]))
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The shortest path of the same meaning (Go's <c>filepath.Clean</c>), from the root of the context on.</summary>
    private static string Clean(string pattern)
    {
        var names = new List<string>();
        foreach (string name in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "."))
        {
            if (name == ".." && names.Count > 0 && names[^1] != "..")
                names.RemoveAt(names.Count - 1);
            else if (name != ".." || !pattern.StartsWith('/'))
                names.Add(name);
        }
        return names.Count == 0 ? pattern.StartsWith('/') ? "/" : "." : string.Join('/', names);
    }

    private static PathRuleElement Element(string pattern, ref int at)
    {
        char letter = pattern[at++];
        switch (letter)
        {
            case '*' when at < pattern.Length && pattern[at] == '*':
                at++;
                if (at < pattern.Length && pattern[at] == '/')
                    at++;
                return new(at == pattern.Length ? PathRuleKind.Run : PathRuleKind.Folders);
            case '*':
                return new(PathRuleKind.NameRun);
            case '?':
                return new(PathRuleKind.Name);
            case '[':
                return Set(pattern, ref at);
            case '\\':
                return at < pattern.Length ? new(PathRuleKind.Letter, pattern[at++]) : throw new SmolException("a backslash stands at the end of the pattern", pattern);
            default:
                return new(PathRuleKind.Letter, letter);
        }
    }

    private static PathRuleElement Set(string pattern, ref int at)
    {
        bool isNegated = at < pattern.Length && pattern[at] == '^';
        if (isNegated)
            at++;
        var ranges = new List<(char, char)>();
        while (at < pattern.Length && (pattern[at] != ']' || ranges.Count == 0))
        {
            char first = Member(pattern, ref at);
            char last = first;
            if (at < pattern.Length && pattern[at] == '-')
            {
                at++;
                last = Member(pattern, ref at);
            }
            ranges.Add((first, last));
        }
        if (at >= pattern.Length)
            throw new SmolException("a '[' in the pattern is not closed", pattern);
        at++;
        return new(PathRuleKind.Set, Ranges: ranges, IsNegated: isNegated);
    }

    private static char Member(string pattern, ref int at)
    {
        if (at < pattern.Length && pattern[at] == '\\')
            at++;
        if (at >= pattern.Length || pattern[at] is ']' or '-' && pattern[at - 1] != '\\')
            throw new SmolException("a '[' in the pattern is not closed, or holds a range without an end", pattern);
        return pattern[at++];
    }

    /// <summary>What may match nothing is passed over.</summary>
    private void Spread(bool[] states)
    {
        for (int state = 0; state < _elements.Count; state++)
            states[state + 1] |= states[state] && IsRun(_elements[state]);
    }

    /// <summary>Goes on by a letter.</summary>
    /// <param name="states">Before which elements it is; the last one is the end.</param>
    /// <param name="inside">In which of <see cref="PathRuleKind.Folders"/> it is, which only a slash leaves.</param>
    /// <param name="letter">The letter.</param>
    private void Step(bool[] states, bool[] inside, char letter)
    {
        // From the end on, so that what is set is not read again.
        for (int state = _elements.Count; state >= 0; state--)
        {
            bool stays = state < _elements.Count && states[state] && Stays(_elements[state].Kind, letter);
            bool arrives = state > 0 && Arrives(state - 1, states, inside, letter);
            states[state] = stays || arrives;
        }
        Spread(states);
    }

    private bool Arrives(int at, bool[] states, bool[] inside, char letter)
    {
        PathRuleElement element = _elements[at];
        if (element.Kind != PathRuleKind.Folders)
            return states[at] && !IsRun(element) && element.Matches(letter);
        inside[at] |= states[at];
        return inside[at] && letter == '/';
    }

    private static bool IsRun(PathRuleElement element) => element.Kind is PathRuleKind.NameRun or PathRuleKind.Run or PathRuleKind.Folders;

    private static bool Stays(PathRuleKind kind, char letter) => kind == PathRuleKind.Run || (kind == PathRuleKind.NameRun && letter != '/');
}
