namespace Smol.Guests.NetBsd.Packages;

/// <summary>A comparison with a version, as in <c>name&gt;=1.2</c>.</summary>
/// <param name="Relation"><c>&lt;</c> or <c>&gt;</c>.</param>
/// <param name="IsOrEqual">Whether an equal version is meant too.</param>
/// <param name="Version">The version.</param>
internal readonly record struct DeweyBound(char Relation, bool IsOrEqual, string Version)
{
    /// <summary>Reads a bound that begins with its relation; the version is all that follows.</summary>
    public static DeweyBound Parse(string text)
    {
        bool isOrEqual = text.Length > 1 && text[1] == '=';
        return new(text[0], isOrEqual, text[(isOrEqual ? 2 : 1)..]);
    }

    /// <summary>Whether a version is within.</summary>
    public bool Holds(ReadOnlySpan<char> version)
    {
        int order = DeweyVersion.Compare(version, Version);
        return order == 0 ? IsOrEqual : (order < 0) == (Relation == '<');
    }
}
