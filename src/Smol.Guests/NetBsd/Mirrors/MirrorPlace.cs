using Smol.Storage;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>A folder of a mirror: on a server, or on this host.</summary>
/// <param name="Root">Where it is, as a URL that ends with a slash: <c>http</c>, <c>https</c> or <c>file</c>.</param>
public sealed record MirrorPlace(Uri Root)
{
    /// <summary>Whether it is a folder of this host.</summary>
    public bool IsFolder => Root.IsFile;

    /// <summary>Reads what a user calls a place: a URL, or a folder's path.</summary>
    /// <exception cref="SmolException">It is neither.</exception>
    public static MirrorPlace Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            return new(new UriBuilder(Uri.UriSchemeFile, "") { Path = WithSlash(Path.GetFullPath(text)) }.Uri);
        if (Uri.TryCreate(WithSlash(text), UriKind.Absolute, out Uri? root) && root.Scheme is "http" or "https" or "file")
            return new(root);
        throw new SmolException("is not a mirror", text, "a mirror is a folder, or a URL that begins with https://, http:// or file://");
    }

    /// <summary>The URL of what lies below.</summary>
    /// <param name="path">Its path, relative, with names as they are.</param>
    public Uri At(string path) => new(Root, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    /// <inheritdoc/>
    public override string ToString() => (IsFolder ? Root.LocalPath : Root.AbsoluteUri).TrimEnd('/');

    private static string WithSlash(string text) => text.EndsWith('/') ? text : text + "/";
}
