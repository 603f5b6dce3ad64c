namespace Smol.Guests.NetBsd.Packages;

/// <summary>A pattern without alternates (pkg_install's <c>lib/opattern.c</c>: <c>pkg_match</c>).</summary>
internal sealed class PatternForm
{
    private readonly string _text;
    private readonly string _withVersion;
    private readonly DeweyBound _first;
    private readonly DeweyBound? _second;

    public PatternForm(string text)
    {
        _text = text;
        int relation = text.AsSpan().IndexOfAny('<', '>');
        IsRelation = relation >= 0;
        _withVersion = text + "-[0-9]*";
        int special = text.AsSpan().IndexOfAny(PackageGlob.Special);
        Prefix = IsRelation ? text[..relation] + "-" : special < 0 ? text : text[..special];
        if (!IsRelation)
            return;
        string bounds = text[relation..];
        int upper = bounds[0] == '>' ? bounds.IndexOf('<', StringComparison.Ordinal) : -1;
        _first = DeweyBound.Parse(upper < 0 ? bounds : bounds[..upper]);
        _second = upper < 0 ? null : DeweyBound.Parse(bounds[upper..]);
    }

    /// <summary>Whether it compares versions; else it is a name or a glob.</summary>
    public bool IsRelation { get; }

    /// <summary>What every name that it matches begins with.</summary>
    public string Prefix { get; }

    /// <summary>Whether a package's full name fits.</summary>
    public bool Matches(string package)
    {
        if (!IsRelation)
            return package == _text || PackageGlob.Matches(_text, package) || PackageGlob.Matches(_withVersion, package);
        int dash = package.LastIndexOf('-');
        if (dash != Prefix.Length - 1 || !package.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> version = package.AsSpan(dash + 1);
        return _first.Holds(version) && (_second is not { } second || second.Holds(version));
    }
}
