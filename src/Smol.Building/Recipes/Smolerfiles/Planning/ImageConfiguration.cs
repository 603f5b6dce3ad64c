using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>What an image says of how it is run, as Docker's image configuration does (OCI image specification, "config").</summary>
public sealed record ImageConfiguration
{
    /// <summary>The environment, in the order in which it was last set.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>The command, or the arguments of <see cref="Entrypoint"/>; null where it is not said.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>What is run; null where it is not said.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The folder it is run in.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The user, perhaps with a group behind a colon; empty for root.</summary>
    public string User { get; init; } = "";

    /// <summary>The ports that it listens on.</summary>
    public IReadOnlyList<ExposedPort> ExposedPorts { get; init; } = [];

    /// <summary>The folders that hold what outlives it.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>How it is asked whether it is well; null where it is not said.</summary>
    public Healthcheck? Healthcheck { get; init; }

    /// <summary>The signal that stops it; null for SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>The shell of commands in the shell form; null for <c>/bin/sh -c</c>.</summary>
    public IReadOnlyList<string>? Shell { get; init; }

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Who made it; null where it is not said.</summary>
    public string? Author { get; init; }

    /// <summary>Instructions for stages that are made from it.</summary>
    public IReadOnlyList<string> OnBuild { get; init; } = [];
}
