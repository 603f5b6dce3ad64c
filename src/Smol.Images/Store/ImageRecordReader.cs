using System.Text.Json;
using Smol.Images.Records;

namespace Smol.Images.Store;

/// <summary>
/// Reads records of images, by hand as <see cref="ImageRecordWriter"/> writes them: a serializer has the runtime compile hundreds of methods
/// first, which takes longer than all else that the start of a machine reads.
/// </summary>
internal static class ImageRecordReader
{
    /// <summary>The record in a text.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImageRecord Read(byte[] text) => RecordMembers.Read(text, Image);

    private static ImageRecord Image(RecordMembers json) => new()
    {
        Repository = json.Text("repository"),
        Tag = json.Text("tag"),
        Digest = json.Text("digest"),
        Size = json.Long("size"),
        Created = json.Time("created"),
        Guest = json.Text("guest"),
        Architecture = json.Text("architecture"),
        Partition = json.Text("partition"),
        Filesystem = json.Text("filesystem"),
        ReadOnly = json.FlagIfAny("readOnly") ?? false,
        Machine = json.ObjectIfAny("machine") is { } machine ? Machine(machine) : null,
        Inputs = json.Objects("inputs", Input),
        Config = json.ObjectIfAny("config") is { } config ? Config(config) : null,
        History = json.Objects("history", Step),
        BuildKey = json.TextIfAny("buildKey"),
        StepKeys = json.TextsIfAny("stepKeys") ?? [],
    };

    private static MachineDefaults Machine(RecordMembers json) => new()
    {
        MemoryMiB = json.NumberIfAny("memoryMiB"),
        Kernel = json.TextIfAny("kernel"),
        UsesPty = json.FlagIfAny("usesPty") ?? false,
        Ports = json.TextsIfAny("ports") ?? [],
    };

    private static ImageInput Input(RecordMembers json) => new(json.Text("kind"), json.Text("name"), json.Text("digest"))
    {
        Source = json.TextIfAny("source"),
        Through = json.TextIfAny("through"),
    };

    private static HistoryRecord Step(RecordMembers json) => new(json.Text("createdBy"))
    {
        Created = json.Time("created"),
        Size = json.LongIfAny("size"),
        Seconds = json.RealIfAny("seconds"),
        IsCached = json.FlagIfAny("isCached"),
    };

    private static ConfigRecord Config(RecordMembers json) => new()
    {
        User = json.TextIfAny("User"),
        ExposedPorts = json.NamesIfAny("ExposedPorts"),
        Env = json.TextsIfAny("Env"),
        ShellEnv = json.TextsIfAny("ShellEnv"),
        Entrypoint = json.TextsIfAny("Entrypoint"),
        Cmd = json.TextsIfAny("Cmd"),
        Volumes = json.NamesIfAny("Volumes"),
        WorkingDir = json.TextIfAny("WorkingDir"),
        Labels = json.NamedTextsIfAny("Labels"),
        StopSignal = json.TextIfAny("StopSignal"),
        Healthcheck = json.ObjectIfAny("Healthcheck") is { } check ? Healthcheck(check) : null,
        OnBuild = json.TextsIfAny("OnBuild"),
        Shell = json.TextsIfAny("Shell"),
        Author = json.TextIfAny("Author"),
    };

    private static HealthcheckRecord Healthcheck(RecordMembers json) => new(json.Texts("Test", text => text))
    {
        Interval = json.LongIfAny("Interval"),
        Timeout = json.LongIfAny("Timeout"),
        StartPeriod = json.LongIfAny("StartPeriod"),
        StartInterval = json.LongIfAny("StartInterval"),
        Retries = json.NumberIfAny("Retries"),
    };
}
