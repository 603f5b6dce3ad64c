using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>
/// A set as a recipe names it: <c>base</c>, <c>base.tar.xz</c>, the path of any archive, package or folder (with a slash in it), or a
/// part of one: <c>comp:/usr/bin/strip</c>, <c>comp:/usr/bin/strip:/usr/libexec/*</c>.
/// </summary>
/// <param name="Name">Its name or path.</param>
/// <param name="Part">Which part; empty for all of it.</param>
public sealed record SetReference(string Name, IReadOnlyList<PathPattern> Part)
{
    /// <summary>Whether it is named by its path.</summary>
    public bool IsPath => Name.Contains('/', StringComparison.Ordinal);

    /// <summary>Reads a word of a recipe.</summary>
    /// <exception cref="SmolException">It is no set: a URL, or a part without a name or pattern.</exception>
    public static SetReference Parse(string word)
    {
        if (word.Contains("://", StringComparison.Ordinal))
            throw new SmolException("is a URL, not a set", word, "get the file first, and name its path");
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new(word, []);
        string[] patterns = word[(colon + 1)..].Split(":/");
        if (colon == 0 || patterns.Contains(""))
            throw new SmolException("is not a part of a set", word, "write it as comp:/usr/bin/strip or comp:/usr/libexec/*");
        return new(word[..colon], [.. patterns.Select((pattern, index) => PathPattern.Parse(index == 0 ? pattern : "/" + pattern))]);
    }

    /// <summary>The word.</summary>
    public override string ToString() => string.Join(':', [Name, .. Part.Select(pattern => pattern.Text)]);
}
