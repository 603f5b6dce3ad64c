namespace Smol.Guests.NetBsd.Packages;

/// <summary>The numbers that a version is compared by, one after the other (pkg_install's <c>lib/dewey.c</c>: <c>mkcomponent</c>).</summary>
internal ref struct DeweyComponents(ReadOnlySpan<char> version)
{
    private const long Alpha = -3;
    private const long Beta = -2;
    private const long ReleaseCandidate = -1;
    private const long Dot = 0;

    private ReadOnlySpan<char> _rest = version;
    private long _letter;

    /// <summary>The number behind <c>nb</c>, when all components were taken: the revision of the package itself. The last one counts.</summary>
    public long Revision { get; private set; }

    /// <summary>Takes the next component; false at the end.</summary>
    public bool TryTake(out long component)
    {
        if (_letter > 0)
        {
            component = _letter;
            _letter = 0;
            return true;
        }
        while (!_rest.IsEmpty)
        {
            if (char.IsAsciiDigit(_rest[0]))
            {
                component = TakeNumber();
                return true;
            }
            if (TryTakeWord(out component))
                return true;
            if (TrySkip("nb"))
            {
                Revision = TakeNumber();
                continue;
            }
            char other = _rest[0];
            _rest = _rest[1..];
            if (!char.IsAsciiLetter(other))
                continue; // Counts for nothing.
            _letter = (other | 0x20) - 'a' + 1;
            component = Dot;
            return true;
        }
        component = 0;
        return false;
    }

    private bool TryTakeWord(out long component)
    {
        component = Dot;
        if (_rest[0] is '.' or '_')
            _rest = _rest[1..];
        else if (TrySkip("alpha"))
            component = Alpha;
        else if (TrySkip("beta"))
            component = Beta;
        else if (TrySkip("pre") || TrySkip("rc"))
            component = ReleaseCandidate;
        else
            return TrySkip("pl");
        return true;
    }

    private bool TrySkip(string word)
    {
        if (!_rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _rest = _rest[word.Length..];
        return true;
    }

    /// <summary>No digits are 0. What is too large for 64 bits is the largest number; in C, where this is an <c>int</c>, it is anything.</summary>
    private long TakeNumber()
    {
        long number = 0;
        for (; !_rest.IsEmpty && char.IsAsciiDigit(_rest[0]); _rest = _rest[1..])
        {
            int digit = _rest[0] - '0';
            number = number > (long.MaxValue - digit) / 10 ? long.MaxValue : (number * 10) + digit;
        }
        return number;
    }
}
