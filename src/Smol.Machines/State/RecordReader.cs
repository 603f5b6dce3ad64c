using System.Text.Json;
using Smol.Images.Records;
using Smol.Machines.Host;
using Smol.Machines.Ports;

namespace Smol.Machines.State;

/// <summary>
/// Reads what <see cref="RecordText"/> writes, by hand for the same reason: the serializer takes longer to get ready than two hundred
/// machines take to read.
/// </summary>
internal static class RecordReader
{
    /// <summary>What a machine is.</summary>
    /// <exception cref="JsonException">The text is no such record.</exception>
    public static MachineRecord Machine(ReadOnlyMemory<byte> text) => RecordMembers.Read(text, record =>
    {
        RecordMembers image = record.Object("image");
        return new MachineRecord(
            record.Text("id"),
            Process(record.Object("creator")),
            record.Time("created"),
            new(image.Long("size"), image.Time("written")),
            SpecReader.Read(record.Object("spec")),
            record.TextIfAny("socketFolder"));
    });

    /// <summary>A machine's last run.</summary>
    /// <exception cref="JsonException">The text is no such record.</exception>
    public static RunRecord Run(ReadOnlyMemory<byte> text) => RecordMembers.Read(text, record =>
        new RunRecord(
            record.Number("number"),
            Process(record.Object("starter")),
            record.Time("started"),
            record.Word<Accelerator>("accelerator"),
            record.Texts("forwards", PortForward.Parse),
            record.Texts("command", argument => argument),
            record.FlagIfAny("isAttached") ?? false)
        {
            Nonce = record.TextIfAny("nonce"),
            ConsoleStart = record.LongIfAny("consoleStart") ?? 0,
            IsUp = record.FlagIfAny("isUp") ?? false,
            Process = record.ObjectIfAny("process") is { } process ? Process(process) : null,
            IsPaused = record.FlagIfAny("isPaused") ?? false,
            StoppedBy = record.WordIfAny<StopMethod>("stoppedBy"),
            End = record.ObjectIfAny("end") is { } end ? new(end.Time("time"), end.FlagIfAny("hasFailed") ?? false, end.NumberIfAny("exitCode")) : null,
        });

    private static ProcessIdentity Process(RecordMembers process) => new(process.Number("pid"), process.Text("started"));
}
