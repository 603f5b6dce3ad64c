using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>A package's full name, <c>PKGNAME</c>: its base, a dash, and its version. It is also the name of a folder in the package database.</summary>
public readonly record struct PackageName : IComparable<PackageName>
{
    private const int MostCharacters = 255;

    private readonly int _dash;

    private PackageName(string full, int dash) => (Full, _dash) = (full, dash);

    /// <summary>All of it, <c>nginx-1.27.3nb1</c>.</summary>
    public string Full { get; }

    /// <summary>What is before the last dash, <c>nginx</c>.</summary>
    public string Base => Full[.._dash];

    /// <summary>What is behind the last dash, <c>1.27.3nb1</c>.</summary>
    public ReadOnlySpan<char> Version => Full.AsSpan(_dash + 1);

    /// <summary>Reads a name that nobody trusts.</summary>
    /// <returns>False if it can't be a name: not printable ASCII without spaces and slashes, or without base or version.</returns>
    public static bool TryParse(string text, out PackageName name)
    {
        int dash = text.LastIndexOf('-');
        bool isName = dash > 0 && dash < text.Length - 1 && text.Length <= MostCharacters && text[0] != '.'
            && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('/', StringComparison.Ordinal);
        name = isName ? new(text, dash) : default;
        return isName;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <param name="text">The name.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">It can't be a name.</exception>
    public static PackageName Parse(string text, string place) =>
        TryParse(text, out PackageName name) ? name : throw new SmolException($"'{text}' can't be the name of a package", place, "a name is a base, a dash and a version");

    /// <summary>
    /// Which of two packages that fit a pattern is taken: a newer version is greater; of two that are as new, the one whose name comes first
    /// (pkg_install's <c>lib/opattern.c</c>: <c>pkg_order</c>).
    /// </summary>
    public int CompareTo(PackageName other)
    {
        int order = DeweyVersion.Compare(Version, other.Version);
        return order != 0 ? order : string.CompareOrdinal(other.Full, Full);
    }

    /// <inheritdoc/>
    public override string ToString() => Full;

    /// <summary>By <see cref="CompareTo"/>.</summary>
    public static bool operator <(PackageName left, PackageName right) => left.CompareTo(right) < 0;

    /// <summary>By <see cref="CompareTo"/>.</summary>
    public static bool operator >(PackageName left, PackageName right) => left.CompareTo(right) > 0;

    /// <summary>By <see cref="CompareTo"/>.</summary>
    public static bool operator <=(PackageName left, PackageName right) => left.CompareTo(right) <= 0;

    /// <summary>By <see cref="CompareTo"/>.</summary>
    public static bool operator >=(PackageName left, PackageName right) => left.CompareTo(right) >= 0;
}
