using System.Text.Json;

namespace Smol.Images.Store;

/// <summary>
/// Reads records of images, by hand as <see cref="ImageRecordWriter"/> writes them: a serializer has the runtime compile hundreds of methods
/// first, which takes longer than all else that the start of a machine reads.
/// </summary>
internal static class ImageRecordReader
{
    /// <summary>The record in a text.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImageRecord Read(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is no object");
        try
        {
            return Read(new JsonMembers(document.RootElement));
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("it is not in UTF-8", failure); // which the framework finds only when a text is asked for
        }
    }

    private static ImageRecord Read(JsonMembers json) => new()
    {
        Repository = json.Text("repository"),
        Tag = json.Text("tag"),
        Digest = json.Text("digest"),
        Size = json.OptionalNumber("size") ?? throw new JsonException("there is no size"),
        Created = json.Time("created"),
        Guest = json.Text("guest"),
        Architecture = json.Text("architecture"),
        Partition = json.Text("partition"),
        Filesystem = json.Text("filesystem"),
        ReadOnly = json.OptionalFlag("readOnly") ?? false,
        Machine = json.OptionalObject("machine") is { } machine ? Machine(machine) : null,
        Inputs = json.Objects("inputs", Input),
        Config = json.OptionalObject("config") is { } config ? Config(config) : null,
        History = json.Objects("history", Step),
        BuildKey = json.OptionalText("buildKey"),
        StepKeys = json.OptionalTexts("stepKeys") ?? [],
    };

    private static MachineDefaults Machine(JsonMembers json) => new()
    {
        MemoryMiB = json.OptionalCount("memoryMiB"),
        Kernel = json.OptionalText("kernel"),
        UsesPty = json.OptionalFlag("usesPty") ?? false,
        Ports = json.OptionalTexts("ports") ?? [],
    };

    private static ImageInput Input(JsonMembers json) => new(json.Text("kind"), json.Text("name"), json.Text("digest"))
    {
        Source = json.OptionalText("source"),
        Through = json.OptionalText("through"),
    };

    private static HistoryRecord Step(JsonMembers json) => new(json.Text("createdBy"))
    {
        Created = json.Time("created"),
        Size = json.OptionalNumber("size"),
        Seconds = json.OptionalReal("seconds"),
        IsCached = json.OptionalFlag("isCached"),
    };

    private static ConfigRecord Config(JsonMembers json) => new()
    {
        User = json.OptionalText("User"),
        ExposedPorts = json.OptionalKeys("ExposedPorts"),
        Env = json.OptionalTexts("Env"),
        ShellEnv = json.OptionalTexts("ShellEnv"),
        Entrypoint = json.OptionalTexts("Entrypoint"),
        Cmd = json.OptionalTexts("Cmd"),
        Volumes = json.OptionalKeys("Volumes"),
        WorkingDir = json.OptionalText("WorkingDir"),
        Labels = json.OptionalTextsByName("Labels"),
        StopSignal = json.OptionalText("StopSignal"),
        Healthcheck = json.OptionalObject("Healthcheck") is { } check ? Healthcheck(check) : null,
        OnBuild = json.OptionalTexts("OnBuild"),
        Shell = json.OptionalTexts("Shell"),
        Author = json.OptionalText("Author"),
    };

    private static HealthcheckRecord Healthcheck(JsonMembers json) => new(json.OptionalTexts("Test") ?? throw new JsonException("there is no Test"))
    {
        Interval = json.OptionalNumber("Interval"),
        Timeout = json.OptionalNumber("Timeout"),
        StartPeriod = json.OptionalNumber("StartPeriod"),
        StartInterval = json.OptionalNumber("StartInterval"),
        Retries = json.OptionalCount("Retries"),
    };
}
