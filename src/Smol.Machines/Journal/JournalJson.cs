using System.Text.Json.Serialization;

namespace Smol.Machines.Journal;

/// <summary>How events are written: one a line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MachineEvent))]
public sealed partial class JournalJson : JsonSerializerContext;
