namespace Smol.Storage.Archives;

/// <summary>Files as what they decompress to.</summary>
public static class Decompression
{
    /// <summary>How many bytes of a file tell how it is compressed.</summary>
    public const int MagicLength = 6;

    /// <summary>Tells by the first <see cref="MagicLength"/> bytes how a file is compressed.</summary>
    public static Compression Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0x1f, 0x8b]) ? Compression.Gzip
        : start.StartsWith<byte>([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? Compression.Xz
        : start.StartsWith<byte>([0x28, 0xb5, 0x2f, 0xfd]) ? Compression.Zstd
        : start.StartsWith("BZh"u8) ? Compression.Bzip2
        : Compression.None;

    /// <summary>A stream of what the compressed bytes stand for.</summary>
    /// <param name="input">The bytes as they are; closed with the stream that is returned.</param>
    /// <param name="compression">How they are compressed.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">The compression is not known here.</exception>
    public static Stream Open(Stream input, Compression compression, string place) => compression switch
    {
        Compression.None => input,
        Compression.Gzip => new GzipStream(input, place),
        Compression.Xz => new XzStream(input, place),
        Compression.Zstd => new ZstdStream(input, place),
        _ => throw new SmolException($"is compressed by {compression.ToString().ToLowerInvariant()}, which is not understood here", place, "compress it with xz or gzip"),
    };
}
