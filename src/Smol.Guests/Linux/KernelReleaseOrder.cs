namespace Smol.Guests.Linux;

/// <summary>Orders releases as people number them: <c>6.1.0-9</c> is before <c>6.1.0-56</c>.</summary>
internal sealed class KernelReleaseOrder : IComparer<string>
{
    /// <inheritdoc/>
    public int Compare(string? left, string? right)
    {
        ReadOnlySpan<char> one = left, other = right;
        while (!one.IsEmpty && !other.IsEmpty)
        {
            int digits = Digits(one), otherDigits = Digits(other);
            int order = digits > 0 && otherDigits > 0
                ? CompareNumbers(one[..digits].TrimStart('0'), other[..otherDigits].TrimStart('0'))
                : one[0].CompareTo(other[0]);
            if (order != 0)
                return order;
            one = one[Math.Max(digits, 1)..];
            other = other[Math.Max(otherDigits, 1)..];
        }
        return one.Length.CompareTo(other.Length);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static int CompareNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
}
