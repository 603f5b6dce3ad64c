namespace Smol.Storage.Archives;

/// <summary>How a file is compressed.</summary>
public enum Compression
{
    /// <summary>Not at all, as far as one can see.</summary>
    None,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>The .xz file format 1.2.</summary>
    Xz,

    /// <summary>Zstandard, RFC 8878.</summary>
    Zstd,

    /// <summary>bzip2.</summary>
    Bzip2,
}
