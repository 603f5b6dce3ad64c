using System.Text.Json.Serialization;

namespace Smol.Images.Store;

/// <summary>How records are written: camel case, indented, so that a person can read them.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImageRecord))]
internal sealed partial class StoreJson : JsonSerializerContext;
