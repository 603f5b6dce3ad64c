using Smol.Storage.Archives;

namespace Smol.Fetching;

/// <summary>What a file's first bytes must look like, so that an error page is not taken for the file.</summary>
/// <param name="Description">With its article: <c>a gzip file</c>.</param>
/// <param name="Accepts">Judges the first <see cref="StartLength"/> bytes; fewer where the file is shorter.</param>
public sealed record ContentKind(string Description, Func<ReadOnlySpan<byte>, bool> Accepts)
{
    /// <summary>How many bytes are judged.</summary>
    public const int StartLength = 512;

    /// <summary>A file compressed by gzip.</summary>
    public static ContentKind Gzip { get; } = new("a gzip file", start => Decompression.Detect(start) == Compression.Gzip);

    /// <summary>A file compressed by xz.</summary>
    public static ContentKind Xz { get; } = new("an xz file", start => Decompression.Detect(start) == Compression.Xz);

    /// <summary>A file compressed in any way that we can read.</summary>
    public static ContentKind Compressed { get; } =
        new("a compressed file", start => Decompression.Detect(start) is Compression.Gzip or Compression.Xz or Compression.Zstd);

    /// <summary>An ELF file, such as a kernel.</summary>
    public static ContentKind Elf { get; } = new("an ELF file", start => start.StartsWith("\u007fELF"u8));

    /// <summary>Text: no NUL byte, and no web page.</summary>
    public static ContentKind Text { get; } = new("a text file", start => !start.Contains((byte)0) && !IsWebPage(start));

    /// <summary>Either of two kinds.</summary>
    public ContentKind Or(ContentKind other) =>
        new($"{Description} or {other.Description}", start => Accepts(start) || other.Accepts(start));

    /// <summary>Whether a file that starts so is HTML, which servers, proxies and hotel networks send in place of what was asked for.</summary>
    internal static bool IsWebPage(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> text = start.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? start[3..] : start;
        text = text.TrimStart(" \t\r\n"u8);
        return StartsWith(text, "<!doctype html"u8) || StartsWith(text, "<html"u8) || StartsWith(text, "<head"u8);
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
