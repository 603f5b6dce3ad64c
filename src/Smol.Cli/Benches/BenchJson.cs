using System.Text.Json.Serialization;

namespace Smol.Cli.Benches;

/// <summary>A <see cref="BenchResult"/> as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchResult))]
internal sealed partial class BenchJson : JsonSerializerContext;
