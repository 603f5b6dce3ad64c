using System.Text.Json.Serialization;
using Smol.Machines;
using Smol.Machines.Timing;

namespace Smol.Cli.Machines;

/// <summary>What the commands on machines print as JSON, with words for what is one of several.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InspectedMachine[]))]
[JsonSerializable(typeof(MachineUse[]))]
[JsonSerializable(typeof(MachineThread[]))]
[JsonSerializable(typeof(PortRow[]))]
[JsonSerializable(typeof(NetworkRow[]))]
[JsonSerializable(typeof(BootReport))]
internal sealed partial class MachineJsonRows : JsonSerializerContext;
