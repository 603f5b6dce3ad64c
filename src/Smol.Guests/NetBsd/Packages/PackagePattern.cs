using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// What says which packages are meant, exactly as NetBSD's package tools read it (pkg_info(1), "PACKAGE WILDCARDS"; pkg_install's
/// <c>lib/opattern.c</c>): <c>name-1.2</c>; <c>name</c>, with any version; globs, <c>name-[0-9]*</c>; versions, <c>name&gt;=1.2&lt;2</c>;
/// and csh(1)'s alternates of all these, <c>{a,b}-[0-9]*</c>.
/// </summary>
public sealed class PackagePattern
{
    // pkg_install's lib.h: PKG_PATTERN_MAX, with its NUL.
    private const int MostCharacters = 1023;

    private readonly PatternForm[] _forms;

    private PackagePattern(string text, PatternForm[] forms) => (Text, _forms) = (text, forms);

    /// <summary>The pattern as it is written.</summary>
    public string Text { get; }

    /// <summary>What the names that it matches begin with: each with one of these.</summary>
    public IEnumerable<string> Prefixes => _forms.Select(form => form.Prefix);

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="SmolException">It is empty, too long, or has a brace that is not closed.</exception>
    public static PackagePattern Parse(string text)
    {
        if (text.Length is 0 or > MostCharacters)
            throw new SmolException($"a pattern of packages has 1 to {MostCharacters} characters", text.Length == 0 ? null : text[..40] + "…");
        return new(text, [.. PackageAlternates.Expand(text).Select(form => new PatternForm(form))]);
    }

    /// <summary>Whether a package's full name, such as <c>nginx-1.27.3nb1</c>, is meant.</summary>
    public bool Matches(string package)
    {
        foreach (PatternForm form in _forms)
        {
            if (form.Matches(package))
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
