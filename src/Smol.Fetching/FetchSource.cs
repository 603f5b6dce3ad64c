using Smol.Storage;

namespace Smol.Fetching;

/// <summary>What a user may name as a place to fetch from.</summary>
public static class FetchSource
{
    /// <summary>Whether a text is a URL, and not a path.</summary>
    public static bool IsUrl(string text) => text.Contains("://", StringComparison.Ordinal);

    /// <summary>Reads a URL or a path. A path becomes a <c>file</c> URL.</summary>
    /// <exception cref="SmolException">It is no URL, or not of a kind that can be fetched.</exception>
    public static Uri Parse(string text)
    {
        if (!IsUrl(text))
            return new UriBuilder(Uri.UriSchemeFile, "") { Path = Uri.EscapeDataString(Path.GetFullPath(text)).Replace("%2F", "/", StringComparison.Ordinal) }.Uri;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url))
            throw new SmolException("is not a URL", text, "it looks like https://HOST/PATH");
        if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp && !url.IsFile)
            throw new SmolException($"can't be fetched: {url.Scheme} is not spoken here", text, "https, http and file are");
        if (url.IsFile && !url.IsLoopback)
            throw new SmolException("is a file of another host", text, "a local one is file:///PATH");
        return url;
    }
}
