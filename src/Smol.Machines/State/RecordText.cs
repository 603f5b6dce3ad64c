using Smol.Images.Records;
using Smol.Machines.Host;

namespace Smol.Machines.State;

/// <summary>
/// The JSON of the records that are written before QEMU starts, made by hand: to do it through the JSON
/// serializer has the runtime compile 700 methods first, and that takes longer than all the rest of a start.
/// </summary>
internal static class RecordText
{
    /// <summary>As <see cref="RecordReader"/> reads it.</summary>
    public static byte[] Of(MachineRecord record) => Write(json =>
    {
        json.WriteString("id", record.Id);
        WriteProcess(json, "creator", record.Creator);
        json.WriteString("created", record.Created);
        json.WriteStartObject("image");
        json.WriteNumber("size", record.Image.Size);
        json.WriteString("written", record.Image.Written);
        json.WriteEndObject();
        json.WriteStartObject("spec");
        SpecText.Write(json, record.Spec);
        json.WriteEndObject();
        if (record.SocketFolder is { } folder)
            json.WriteString("socketFolder", folder);
    });

    /// <inheritdoc cref="Of(MachineRecord)"/>
    public static byte[] Of(RunRecord record) => Write(json =>
    {
        json.WriteNumber("number", record.Number);
        WriteProcess(json, "starter", record.Starter);
        json.WriteString("started", record.Started);
        json.WriteString("accelerator", record.Accelerator.ToString());
        SpecText.WriteForwards(json, record.Forwards);
        SpecText.WriteTexts(json, "command", record.Command);
        json.WriteBoolean("isAttached", record.IsAttached);
        if (record.Nonce is { } nonce)
            json.WriteString("nonce", nonce);
        json.WriteNumber("consoleStart", record.ConsoleStart);
        json.WriteBoolean("isUp", record.IsUp);
        if (record.Process is { } process)
            WriteProcess(json, "process", process);
        json.WriteBoolean("isPaused", record.IsPaused);
        if (record.StoppedBy is { } method)
            json.WriteString("stoppedBy", method.ToString());
        if (record.End is { } end)
            WriteEnd(json, end);
    });

    private static byte[] Write(Action<JsonText> writeMembers)
    {
        var json = new JsonText();
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
        return json.ToUtf8();
    }

    private static void WriteEnd(JsonText json, RunEnd end)
    {
        json.WriteStartObject("end");
        json.WriteString("time", end.Time);
        json.WriteBoolean("hasFailed", end.HasFailed);
        if (end.ExitCode is { } code)
            json.WriteNumber("exitCode", code);
        json.WriteEndObject();
    }

    private static void WriteProcess(JsonText json, string name, ProcessIdentity process)
    {
        json.WriteStartObject(name);
        json.WriteNumber("pid", process.Pid);
        json.WriteString("started", process.Started);
        json.WriteEndObject();
    }
}
