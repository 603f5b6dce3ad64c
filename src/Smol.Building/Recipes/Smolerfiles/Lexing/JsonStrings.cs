using System.Text;
using System.Text.Json;

namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>Reads the JSON form of arguments: an array of strings (RFC 8259).</summary>
internal static class JsonStrings
{
    /// <summary>The strings.</summary>
    /// <param name="text">What stands behind the verb and its flags.</param>
    /// <param name="stranger">An element that is no string; null for none.</param>
    /// <returns>Null when it is no JSON array, and so the shell form.</returns>
    public static IReadOnlyList<MappedText>? Read(MappedText text, out SourceSpan? stranger)
    {
        stranger = null;
        if (text.Text is not ['[', ..])
            return null;
        byte[] bytes = Encoding.UTF8.GetBytes(text.Text);
        var strings = new List<MappedText>();
        SourceSpan? other = null;
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            while (reader.Read() && reader.CurrentDepth > 0)
            {
                SourceSpan span = SpanOf(text, bytes, (int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                if (reader.TokenType == JsonTokenType.String)
                    strings.Add(MappedText.Decoded(reader.GetString()!, span));
                else
                    other ??= span;
                reader.Skip();
            }
            while (reader.Read())
            {
                // What follows the array makes it no JSON, and the reader says so.
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
        stranger = other;
        return strings;
    }

    /// <summary>How a list is written so that <see cref="Read"/> reads it.</summary>
    public static string Write(IEnumerable<string> strings)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (string text in strings)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static SourceSpan SpanOf(MappedText text, byte[] bytes, int start, int end)
    {
        int first = Encoding.UTF8.GetCharCount(bytes, 0, start);
        return text.SpanOf(first, Encoding.UTF8.GetCharCount(bytes, start, end - start));
    }
}
