using System.Text.Json.Serialization;

namespace Smol.Images.Store;

/// <summary>
/// How an image is run, and what it says of itself: <c>config</c> of an OCI image configuration, with its names (OCI image specification 1.1,
/// config.md), and with those that Docker has besides (moby, api/types/container/config.go).
/// </summary>
public sealed record ConfigRecord
{
    /// <summary>The user, perhaps with a group behind a colon; null for root.</summary>
    [JsonPropertyName("User"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    /// <summary>The ports that it listens on, such as <c>80/tcp</c>; null for none.</summary>
    [JsonPropertyName("ExposedPorts"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(KeySetConverter))]
    public IReadOnlyList<string>? ExposedPorts { get; init; }

    /// <summary>The environment, as <c>NAME=value</c>; null for none.</summary>
    [JsonPropertyName("Env"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The names in <see cref="Env"/> whose values a shell of the guest evaluates, as smolBSD's dialect has it; null for none. Not of OCI.</summary>
    [JsonPropertyName("ShellEnv"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ShellEnv { get; init; }

    /// <summary>What is run; null where it is not said.</summary>
    [JsonPropertyName("Entrypoint"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The command, or the arguments of <see cref="Entrypoint"/>; null where it is not said.</summary>
    [JsonPropertyName("Cmd"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>The folders that hold what outlives it; null for none.</summary>
    [JsonPropertyName("Volumes"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(KeySetConverter))]
    public IReadOnlyList<string>? Volumes { get; init; }

    /// <summary>The folder it is run in; null for the root.</summary>
    [JsonPropertyName("WorkingDir"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WorkingDir { get; init; }

    /// <summary>The labels; null for none.</summary>
    [JsonPropertyName("Labels"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The signal that stops it; null for SIGTERM.</summary>
    [JsonPropertyName("StopSignal"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StopSignal { get; init; }

    /// <summary>How it is asked whether it is well; null where it is not said. Docker's.</summary>
    [JsonPropertyName("Healthcheck"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthcheckRecord? Healthcheck { get; init; }

    /// <summary>Instructions for images that are made from it; null for none. Docker's.</summary>
    [JsonPropertyName("OnBuild"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? OnBuild { get; init; }

    /// <summary>The shell of commands in the shell form; null for <c>/bin/sh -c</c>. Docker's.</summary>
    [JsonPropertyName("Shell"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Shell { get; init; }

    /// <summary>Who made it; null where it is not said. OCI has it one level above.</summary>
    [JsonPropertyName("Author"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Author { get; init; }
}
