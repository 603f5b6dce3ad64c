using System.Text.Json.Serialization;

namespace Smol.Guests.Linux;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KernelPack))]
internal sealed partial class GuestsJson : JsonSerializerContext;
