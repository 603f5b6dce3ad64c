using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Smol.Building.Bills;

/// <summary>How documents of SPDX are written: names of its schema, no nulls, UTF-8 as it is.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpdxDocument))]
public sealed partial class SpdxJson : JsonSerializerContext
{
    /// <summary>A document as a file.</summary>
    public static byte[] Write(SpdxDocument document)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(json, document, Default.SpdxDocument);
        text.WriteByte((byte)'\n');
        return text.ToArray();
    }
}
