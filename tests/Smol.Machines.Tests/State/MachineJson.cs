using System.Text.Json.Serialization;
using Smol.Machines.State;

namespace Smol.Machines.Tests.State;

/// <summary>The serializer's idea of a machine's records.</summary>
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
