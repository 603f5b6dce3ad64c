using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Smol.Building.Bills;

/// <summary>How documents of SPDX are written: names of its schema, no nulls, UTF-8 as it is.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpdxDocument))]
public sealed partial class SpdxJson : JsonSerializerContext
{
    /// <summary>A document as a file.</summary>
    public static byte[] Write(SpdxDocument document)
    {
        var plain = new SpdxJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return [.. JsonSerializer.SerializeToUtf8Bytes(document, plain.SpdxDocument), (byte)'\n'];
    }
}
