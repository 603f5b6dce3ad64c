using System.Text.Json.Serialization;

namespace Smol.Machines.State;

/// <summary>How a machine's records are written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MachineRecord))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class MachineJson : JsonSerializerContext;
