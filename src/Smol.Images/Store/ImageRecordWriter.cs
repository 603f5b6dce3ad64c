using Smol.Images.Records;

namespace Smol.Images.Store;

/// <summary>Writes records of images: camel case, as the framework's serializer reads them. By hand, for the reason of <see cref="ImageRecordReader"/>.</summary>
internal static class ImageRecordWriter
{
    /// <summary>A record as a file.</summary>
    public static byte[] Write(ImageRecord record)
    {
        var json = new JsonText();
        Write(json, record);
        return json.ToUtf8();
    }

    private static void Write(JsonText json, ImageRecord record)
    {
        json.WriteStartObject();
        json.WriteString("repository", record.Repository);
        json.WriteString("tag", record.Tag);
        json.WriteString("digest", record.Digest);
        json.WriteNumber("size", record.Size);
        json.WriteString("created", record.Created);
        json.WriteString("guest", record.Guest);
        json.WriteString("architecture", record.Architecture);
        json.WriteString("partition", record.Partition);
        json.WriteString("filesystem", record.Filesystem);
        json.WriteBoolean("readOnly", record.ReadOnly);
        if (record.Machine is { } machine)
            Write(json, machine);
        WriteObjects(json, "inputs", record.Inputs, Write);
        if (record.Config is { } config)
            Write(json, config);
        WriteObjects(json, "history", record.History, Write);
        WriteText(json, "buildKey", record.BuildKey);
        WriteTexts(json, "stepKeys", record.StepKeys);
        json.WriteEndObject();
    }

    private static void Write(JsonText json, MachineDefaults machine)
    {
        json.WriteStartObject("machine");
        WriteNumber(json, "memoryMiB", machine.MemoryMiB);
        WriteText(json, "kernel", machine.Kernel);
        json.WriteBoolean("usesPty", machine.UsesPty);
        WriteTexts(json, "ports", machine.Ports);
        json.WriteEndObject();
    }

    private static void Write(JsonText json, ImageInput input)
    {
        json.WriteString("kind", input.Kind);
        json.WriteString("name", input.Name);
        json.WriteString("digest", input.Digest);
        WriteText(json, "source", input.Source);
        WriteText(json, "through", input.Through);
    }

    private static void Write(JsonText json, HistoryRecord step)
    {
        json.WriteString("createdBy", step.CreatedBy);
        json.WriteString("created", step.Created);
        WriteNumber(json, "size", step.Size);
        if (step.Seconds is { } seconds)
            json.WriteNumber("seconds", seconds);
        if (step.IsCached is { } isCached)
            json.WriteBoolean("isCached", isCached);
    }

    private static void Write(JsonText json, ConfigRecord config)
    {
        json.WriteStartObject("config");
        WriteText(json, "User", config.User);
        WriteKeys(json, "ExposedPorts", config.ExposedPorts);
        WriteTexts(json, "Env", config.Env);
        WriteTexts(json, "ShellEnv", config.ShellEnv);
        WriteTexts(json, "Entrypoint", config.Entrypoint);
        WriteTexts(json, "Cmd", config.Cmd);
        WriteKeys(json, "Volumes", config.Volumes);
        WriteText(json, "WorkingDir", config.WorkingDir);
        WriteTexts(json, "Labels", config.Labels);
        WriteText(json, "StopSignal", config.StopSignal);
        if (config.Healthcheck is { } check)
            Write(json, check);
        WriteTexts(json, "OnBuild", config.OnBuild);
        WriteTexts(json, "Shell", config.Shell);
        WriteText(json, "Author", config.Author);
        json.WriteEndObject();
    }

    private static void Write(JsonText json, HealthcheckRecord check)
    {
        json.WriteStartObject("Healthcheck");
        WriteTexts(json, "Test", check.Test);
        WriteNumber(json, "Interval", check.Interval);
        WriteNumber(json, "Timeout", check.Timeout);
        WriteNumber(json, "StartPeriod", check.StartPeriod);
        WriteNumber(json, "StartInterval", check.StartInterval);
        WriteNumber(json, "Retries", check.Retries);
        json.WriteEndObject();
    }

    private static void WriteObjects<T>(JsonText json, string name, IReadOnlyList<T> items, Action<JsonText, T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(JsonText json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void WriteNumber(JsonText json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static void WriteTexts(JsonText json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
            return;
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteTexts(JsonText json, string name, IReadOnlyDictionary<string, string>? texts)
    {
        if (texts is null)
            return;
        json.WriteStartObject(name);
        foreach ((string key, string text) in texts)
            json.WriteString(key, text);
        json.WriteEndObject();
    }

    private static void WriteKeys(JsonText json, string name, IReadOnlyList<string>? keys)
    {
        if (keys is null)
            return;
        json.WriteStartObject(name);
        foreach (string key in keys)
        {
            json.WriteStartObject(key);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
