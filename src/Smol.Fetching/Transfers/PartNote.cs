namespace Smol.Fetching.Transfers;

/// <summary>What the bytes of a partial file are a part of: what a server must confirm before it may send the rest.</summary>
/// <param name="Url">The URL that was asked for.</param>
internal sealed record PartNote(string Url)
{
    /// <summary>The server's <c>ETag</c>, as it was sent.</summary>
    public string? ETag { get; init; }

    /// <summary>The server's <c>Last-Modified</c>, as it was sent.</summary>
    public string? LastModified { get; init; }

    /// <summary>Whether <see cref="LastModified"/> tells two versions apart: RFC 9110, 8.8.2.2.</summary>
    public bool IsLastModifiedStrong { get; init; }

    /// <summary>The length of the whole, in bytes; null where the server did not say.</summary>
    public long? Total { get; init; }

    /// <summary>What <c>If-Range</c> may say (RFC 9110, 13.1.5: a strong validator); null where there is none.</summary>
    public string? Validator =>
        ETag is not null && ETag.StartsWith('"') ? ETag : IsLastModifiedStrong ? LastModified : null;
}
