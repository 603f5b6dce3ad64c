using System.Text.Json.Serialization;

namespace Smol.Machines.Host;

/// <summary>How what is remembered of a host is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HostRecord))]
internal sealed partial class HostJson : JsonSerializerContext;
