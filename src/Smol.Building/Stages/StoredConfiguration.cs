using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Images.Store;

namespace Smol.Building.Stages;

/// <summary>An image's configuration as its SMOLerfile gives it, and as its record keeps it for the images that are made from it.</summary>
public static class StoredConfiguration
{
    private const long NanosecondsPerTick = 100;

    /// <summary>What the record keeps. The host's side of <c>EXPOSE host:guest</c> is among the defaults of machines.</summary>
    public static ConfigRecord Of(ImageConfiguration configuration) => new()
    {
        User = configuration.User.Length > 0 ? configuration.User : null,
        ExposedPorts = NotEmpty([.. configuration.ExposedPorts.Select(port => (port with { HostPort = null, HostAddress = null }).ToString()).Distinct()]),
        Env = NotEmpty([.. configuration.Environment.Select(variable => $"{variable.Name}={variable.Value}")]),
        ShellEnv = NotEmpty([.. configuration.Environment.Where(variable => variable.IsForShell).Select(variable => variable.Name)]),
        Entrypoint = configuration.Entrypoint,
        Cmd = configuration.Cmd,
        Volumes = NotEmpty(configuration.Volumes),
        WorkingDir = configuration.WorkingDirectory == "/" ? null : configuration.WorkingDirectory,
        Labels = configuration.Labels.Count == 0 ? null : configuration.Labels,
        StopSignal = configuration.StopSignal,
        Healthcheck = configuration.Healthcheck is { } health ? Of(health) : null,
        OnBuild = NotEmpty(configuration.OnBuild),
        Shell = configuration.Shell,
        Author = configuration.Author,
    };

    /// <summary>The configuration that the next image begins with.</summary>
    /// <exception cref="Storage.SmolException">A port of the record is none.</exception>
    public static ImageConfiguration Read(ConfigRecord record) => new()
    {
        User = record.User ?? "",
        ExposedPorts = [.. (record.ExposedPorts ?? []).Select(PortReader.Read)],
        Environment = [.. (record.Env ?? []).Select(text => Variable(text, record.ShellEnv ?? []))],
        Entrypoint = record.Entrypoint,
        Cmd = record.Cmd,
        Volumes = record.Volumes ?? [],
        WorkingDirectory = record.WorkingDir ?? "/",
        Labels = record.Labels ?? new Dictionary<string, string>(),
        StopSignal = record.StopSignal,
        Healthcheck = record.Healthcheck is { } health ? Read(health) : null,
        OnBuild = record.OnBuild ?? [],
        Shell = record.Shell,
        Author = record.Author,
    };

    private static HealthcheckRecord Of(Healthcheck health) => new(health.Test)
    {
        Interval = health.Interval?.Ticks * NanosecondsPerTick,
        Timeout = health.Timeout?.Ticks * NanosecondsPerTick,
        StartPeriod = health.StartPeriod?.Ticks * NanosecondsPerTick,
        StartInterval = health.StartInterval?.Ticks * NanosecondsPerTick,
        Retries = health.Retries,
    };

    private static Healthcheck Read(HealthcheckRecord health) => new(health.Test)
    {
        Interval = Time(health.Interval),
        Timeout = Time(health.Timeout),
        StartPeriod = Time(health.StartPeriod),
        StartInterval = Time(health.StartInterval),
        Retries = health.Retries,
    };

    private static TimeSpan? Time(long? nanoseconds) => nanoseconds is { } known ? TimeSpan.FromTicks(known / NanosecondsPerTick) : null;

    private static EnvironmentVariable Variable(string text, IReadOnlyList<string> forShell)
    {
        string[] parts = text.Split('=', 2);
        return new(parts[0], parts.Length > 1 ? parts[1] : "", forShell.Contains(parts[0]));
    }

    private static IReadOnlyList<string>? NotEmpty(IReadOnlyList<string> texts) => texts.Count == 0 ? null : texts;
}
