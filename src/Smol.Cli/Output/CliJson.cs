using System.Text.Json.Serialization;
using Smol.Images.Store;

namespace Smol.Cli.Output;

/// <summary>What <c>--format json</c> prints.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ImageRecord>))]
internal sealed partial class CliJson : JsonSerializerContext;
