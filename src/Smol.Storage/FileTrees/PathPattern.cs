using System.Text;

namespace Smol.Storage.FileTrees;

/// <summary>
/// A pattern for paths below a root, by the rules of bsdtar, which smolBSD gives the parts of sets to (libarchive,
/// <c>archive_pathmatch.c</c>): <c>*</c> and <c>?</c> match slashes too, <c>[a-z]</c> and <c>[!a-z]</c> are sets of bytes, and a
/// backslash takes the meaning from what follows. A leading <c>/</c> or <c>./</c> makes no difference.
/// </summary>
public sealed class PathPattern
{
    private const byte Slash = (byte)'/';

    private readonly byte[] _pattern;

    private PathPattern(string text, byte[] pattern)
    {
        Text = text;
        _pattern = pattern;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="SmolException">It is empty, or has <c>..</c> in it.</exception>
    public static PathPattern Parse(string text)
    {
        if (text.Length == 0)
            throw new SmolException("a pattern is empty", hint: "'/' stands for all");
        string[] names = [.. text.Split('/').Where(name => name is not ("" or "."))];
        if (names.Contains(".."))
            throw new SmolException("has '..' in it", text, "patterns are about paths from the root on");
        return new(text, Encoding.UTF8.GetBytes(string.Join('/', names)));
    }

    /// <summary>Whether it matches a path, which is without a leading or trailing slash.</summary>
    public bool Matches(ReadOnlySpan<byte> path) => Matches(path, andBelow: false);

    /// <summary>Whether it matches a path or a directory that the path is in: taking a directory takes all that is in it.</summary>
    public bool Takes(ReadOnlySpan<byte> path) => _pattern.Length == 0 || Matches(path, andBelow: true);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Going back only to the last star is enough, so that no pattern takes more than its length times the path's.</summary>
    private bool Matches(ReadOnlySpan<byte> path, bool andBelow)
    {
        int inPattern = 0;
        int inPath = 0;
        int afterStar = -1;
        int starEnd = 0;
        while (true)
        {
            bool isAtEnd = inPath == path.Length;
            if (inPattern == _pattern.Length && (isAtEnd || (andBelow && path[inPath] == Slash)))
                return true;
            if (andBelow && isAtEnd && inPattern != afterStar && IsAllBelow(inPattern))
                return true;
            if (inPattern < _pattern.Length && _pattern[inPattern] == '*')
            {
                afterStar = ++inPattern;
                starEnd = inPath;
            }
            else if (inPattern < _pattern.Length && !isAtEnd && MatchesOne(ref inPattern, path[inPath]))
            {
                inPath++;
            }
            else if (afterStar < 0 || starEnd == path.Length)
            {
                return false;
            }
            else
            {
                inPattern = afterStar;
                inPath = ++starEnd;
            }
        }
    }

    /// <summary>What takes all that is in a directory takes the directory too, though it be empty.</summary>
    private bool IsAllBelow(int at) => at < _pattern.Length && _pattern[at] == Slash && !_pattern.AsSpan(at + 1).ContainsAnyExcept((byte)'*');

    /// <summary>Whether the pattern's next element, which is no star, matches a byte; if so, goes behind it.</summary>
    private bool MatchesOne(ref int at, byte value)
    {
        int next = at + 1;
        bool matches;
        if (_pattern[at] == '[' && EndOfSet(at) is { } end)
        {
            matches = IsInSet(_pattern.AsSpan(next..end), value);
            next = end + 1;
        }
        else if (_pattern[at] == '\\' && next < _pattern.Length)
        {
            matches = _pattern[next++] == value;
        }
        else
        {
            matches = _pattern[at] == '?' || _pattern[at] == value;
        }
        if (matches)
            at = next;
        return matches;
    }

    /// <summary>Where the bracket closes; null if it does not, and is a mere bracket.</summary>
    private int? EndOfSet(int start)
    {
        for (int index = start + 1; index < _pattern.Length; index++)
        {
            if (_pattern[index] == ']')
                return index;
            if (_pattern[index] == '\\')
                index++;
        }
        return null;
    }

    private static bool IsInSet(ReadOnlySpan<byte> set, byte value)
    {
        bool isNegated = set.Length > 0 && set[0] is (byte)'!' or (byte)'^';
        if (isNegated)
            set = set[1..];
        bool isIn = false;
        while (!set.IsEmpty && !isIn)
        {
            byte first = TakeLiteral(ref set);
            byte last = first;
            if (first != '-' && set.Length > 1 && set[0] == '-')
            {
                set = set[1..];
                last = TakeLiteral(ref set);
            }
            isIn = first == value || (first <= value && value <= last);
        }
        return isIn != isNegated;
    }

    private static byte TakeLiteral(ref ReadOnlySpan<byte> set)
    {
        if (set[0] == '\\' && set.Length > 1)
            set = set[1..];
        byte literal = set[0];
        set = set[1..];
        return literal;
    }
}
