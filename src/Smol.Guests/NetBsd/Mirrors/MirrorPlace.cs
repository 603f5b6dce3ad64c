using Smol.Storage;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>A folder of a mirror: on a server, or on this host.</summary>
public sealed record MirrorPlace
{
    /// <summary>Its URL, in canonical form, with a slash at its end: <c>http</c>, <c>https</c> or <c>file</c>.</summary>
    private readonly string _url;

    private MirrorPlace(string url) => _url = url;

    /// <summary>Whether it is a folder of this host.</summary>
    public bool IsFolder => _url.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>Reads what a user calls a place: a URL, or a folder's path.</summary>
    /// <exception cref="SmolException">It is neither.</exception>
    public static MirrorPlace Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            return new(new UriBuilder(Uri.UriSchemeFile, "") { Path = WithSlash(Path.GetFullPath(text)) }.Uri.AbsoluteUri);
        if (Uri.TryCreate(WithSlash(text), UriKind.Absolute, out Uri? root) && root.Scheme is "http" or "https" or "file")
            return new(root.AbsoluteUri);
        throw new SmolException("is not a mirror", text, "a mirror is a folder, or a URL that begins with https://, http:// or file://");
    }

    /// <summary>The URL of what lies below.</summary>
    /// <param name="path">Its path, relative, with names as they are.</param>
    public Uri At(string path) => new(new Uri(_url), string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    /// <inheritdoc/>
    public override string ToString() => (IsFolder ? new Uri(_url).LocalPath : _url).TrimEnd('/');

    /// <summary>One of the places that are usual, by a URL with a slash at its end. Most builds ask none, and the first URL that is parsed costs them 8 ms.</summary>
    internal static MirrorPlace Usual(string url) => url.All(IsPlain) ? new(url) : Parse(url);

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '/' or ':' or '.' or '-' or '_';

    private static string WithSlash(string text) => text.EndsWith('/') ? text : text + "/";
}
