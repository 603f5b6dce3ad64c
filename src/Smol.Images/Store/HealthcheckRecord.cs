using System.Text.Json.Serialization;

namespace Smol.Images.Store;

/// <summary>How a workload is asked whether it is well, with Docker's names (moby, api/types/container/config.go: <c>HealthConfig</c>). Times are in nanoseconds.</summary>
/// <param name="Test"><c>NONE</c>; <c>CMD</c> and an argument vector; or <c>CMD-SHELL</c> and a text.</param>
public sealed record HealthcheckRecord([property: JsonPropertyName("Test")] IReadOnlyList<string> Test)
{
    /// <summary>The time between two questions; null for the default.</summary>
    [JsonPropertyName("Interval"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Interval { get; init; }

    /// <summary>How long an answer may take; null for the default.</summary>
    [JsonPropertyName("Timeout"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Timeout { get; init; }

    /// <summary>How long failures don't count after the start; null for the default.</summary>
    [JsonPropertyName("StartPeriod"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StartPeriod { get; init; }

    /// <summary>The time between two questions in that time; null for the default.</summary>
    [JsonPropertyName("StartInterval"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StartInterval { get; init; }

    /// <summary>How many failures in a row make it unwell; null for the default.</summary>
    [JsonPropertyName("Retries"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Retries { get; init; }
}
