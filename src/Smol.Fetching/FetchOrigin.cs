namespace Smol.Fetching;

/// <summary>Where the bytes of a fetched file came from.</summary>
public enum FetchOrigin
{
    /// <summary>They were downloaded.</summary>
    Network,

    /// <summary>The cache had them, and nobody was asked.</summary>
    Cache,

    /// <summary>The cache had them, and the server said that they have not changed.</summary>
    Unchanged,

    /// <summary>The file is local.</summary>
    Local,
}
