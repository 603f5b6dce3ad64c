namespace Smol.Fetching.Downloads;

/// <summary>What the cache knows of one URL.</summary>
/// <param name="Url">The URL, without user name and password.</param>
/// <param name="Sha256">The digest of what it gave, in lower-case hexadecimal; the file lies under it.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Checked">When the server last gave it, or said that it has not changed.</param>
public sealed record CachedDownload(string Url, string Sha256, long Size, DateTimeOffset Checked)
{
    /// <summary>The server's <c>ETag</c>, as it was sent.</summary>
    public string? ETag { get; init; }

    /// <summary>The server's <c>Last-Modified</c>, as it was sent.</summary>
    public string? LastModified { get; init; }
}
