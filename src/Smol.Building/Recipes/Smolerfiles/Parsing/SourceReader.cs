using System.Text;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>Reads the text of a file.</summary>
internal static class SourceReader
{
    private const int Largest = 2 << 20; // BuildKit reads no larger Dockerfile either

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    public static byte[] Load(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            // One byte more tells that it is too large; devices and pipes have no length.
            var bytes = new byte[stream.CanSeek ? Math.Min(stream.Length, Largest) + 1 : Largest + 1];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read", path, failure.Message, failure);
        }
    }

    /// <summary>The text of bytes; what is no text becomes a finding, and an empty text.</summary>
    public static SourceFile Decode(string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        if (bytes.Length > Largest)
            return Refuse(path, "", diagnostics, DiagnosticRule.TooLarge, $"has more than {Largest} bytes");
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(path, Encoding.UTF8.GetString(bytes), diagnostics, DiagnosticRule.NotText, "is not UTF-8", '\ufffd');
        }
        return text.Contains('\0', StringComparison.Ordinal)
            ? Refuse(path, text, diagnostics, DiagnosticRule.NotText, "has a zero byte", '\0')
            : new(path, text);
    }

    private static SourceFile Refuse(string path, string text, DiagnosticBag diagnostics, DiagnosticRule rule, string problem, char? culprit = null)
    {
        var file = new SourceFile(path, text);
        int at = culprit is { } letter ? Math.Max(0, text.IndexOf(letter, StringComparison.Ordinal)) : 0;
        diagnostics.Error(rule, new(file, at, 1), "the file " + problem);
        return new(path, "");
    }
}
