namespace Smol.Fetching;

/// <summary>A file to fetch, and what is known about it beforehand.</summary>
/// <param name="Source">
/// A URL (<c>https</c>, <c>http</c>, <c>file</c>) or the path of a local file. A local file is used where it is.
/// </param>
public sealed record FetchRequest(string Source)
{
    /// <summary>What progress calls it; the last part of <see cref="Source"/> unless told otherwise.</summary>
    public string Name { get; init; } = LastPart(Source);

    /// <summary>SHA-256 that it must have, in hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SHA-512 that it must have, in hexadecimal.</summary>
    public string? Sha512 { get; init; }

    /// <summary>Length in bytes that it must have.</summary>
    public long? Size { get; init; }

    /// <summary>What its first bytes must look like.</summary>
    public ContentKind? Kind { get; init; }

    /// <summary>What to do when it is not what was expected, for the error; null for what is usual.</summary>
    public string? MismatchHint { get; init; }

    /// <summary>
    /// Is given every byte from the first on while they arrive, on a thread of its own, to unpack them on the way. The stream can be read forward
    /// only and ends when the whole file was checked. Where the server makes us start again, the stream fails with an
    /// <see cref="IOException"/> and the consumer is called anew. Nothing that it made counts unless the fetch succeeds. It also
    /// gets files that the cache already had.
    /// </summary>
    public Action<Stream, CancellationToken>? Consumer { get; init; }

    private static string LastPart(string source)
    {
        string path = source.Split('?', '#')[0].TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..];
    }
}
