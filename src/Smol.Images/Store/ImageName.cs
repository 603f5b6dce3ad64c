using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Images.Store;

/// <summary>The name of an image in the store: <c>service-arch:tag</c>, where the tag is <c>latest</c> when it is not said.</summary>
/// <param name="Repository">The part before the colon.</param>
/// <param name="Tag">The part after it; a tag as the OCI distribution specification has them.</param>
public sealed partial record ImageName(string Repository, string Tag)
{
    /// <summary>The tag of an image that was given none.</summary>
    public const string DefaultTag = "latest";

    /// <summary>Reads <c>name</c> or <c>name:tag</c>.</summary>
    /// <exception cref="SmolException">It is not a name.</exception>
    public static ImageName Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string repository = colon < 0 ? text : text[..colon];
        string tag = colon < 0 ? DefaultTag : text[(colon + 1)..];
        if (!RepositoryPattern().IsMatch(repository))
            throw new SmolException("is not the name of an image", text, "names are lower-case letters, digits, '.', '_' and '-', begin with a letter or digit, and have at most 63 characters");
        if (!TagPattern().IsMatch(tag))
            throw new SmolException($"'{tag}' is not a tag", text, "tags are letters, digits, '.', '_' and '-', at most 128 of them");
        return new(repository, tag);
    }

    /// <summary><c>repository:tag</c>.</summary>
    public override string ToString() => $"{Repository}:{Tag}";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,62}\z")]
    private static partial Regex RepositoryPattern();

    // OCI distribution specification 1.1, "Pulling manifests".
    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex TagPattern();
}
