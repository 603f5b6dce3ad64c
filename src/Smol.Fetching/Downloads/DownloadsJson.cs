using System.Text.Json.Serialization;
using Smol.Fetching.Transfers;

namespace Smol.Fetching.Downloads;

/// <summary>How records are written: camel case, indented, so that a person can read them.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CachedDownload))]
[JsonSerializable(typeof(PartNote))]
internal sealed partial class DownloadsJson : JsonSerializerContext;
