using Smol.Images.Records;
using Smol.Machines.Networks;
using Smol.Machines.Ports;

namespace Smol.Machines.State;

/// <summary>The members of a <see cref="MachineSpec"/>, in their order; see <see cref="RecordText"/>.</summary>
internal static class SpecText
{
    public static void Write(JsonText json, MachineSpec spec)
    {
        WriteText(json, "name", spec.Name);
        json.WriteString("imageReference", spec.ImageReference);
        json.WriteString("imagePath", spec.ImagePath);
        json.WriteString("partition", spec.Partition);
        json.WriteString("guest", spec.Guest.ToString());
        json.WriteString("vmm", spec.Vmm.ToString());
        json.WriteString("architecture", spec.Architecture.ToString());
        json.WriteBoolean("bootsByBios", spec.BootsByBios);
        json.WriteString("kernelPath", spec.KernelPath);
        WriteText(json, "initrdPath", spec.InitrdPath);
        json.WriteString("console", spec.Console.ToString());
        WriteText(json, "root", spec.Root);
        WriteTexts(json, "kernelArguments", spec.KernelArguments);
        json.WriteNumber("memoryMiB", spec.MemoryMiB);
        json.WriteNumber("cpus", spec.Cpus);
        json.WriteBoolean("hasUserNetwork", spec.HasUserNetwork);
        json.WriteBoolean("hasTap", spec.HasTap);
        WriteText(json, "bridge", spec.Bridge);
        WriteTexts(json, "taps", spec.Taps);
        WriteNetworks(json, spec.Networks);
        WriteForwards(json, spec.Forwards);
        json.WriteStartArray("variables");
        foreach (GuestVariable variable in spec.Variables)
            WriteNamed(json, variable.Name, "value", variable.Value);
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (GuestFile file in spec.Files)
            WriteNamed(json, file.Name, "path", file.Path);
        json.WriteEndArray();
        WriteStorage(json, spec);
        WritePorts(json, spec);
        json.WriteBoolean("removeWhenStopped", spec.RemoveWhenStopped);
        json.WriteString("restart", spec.Restart.ToString());
        WriteText(json, "accelerator", spec.Accelerator?.ToString());
        WriteText(json, "stopSignal", spec.StopSignal);
        json.WriteNumber("logMax", spec.LogMax);
        json.WriteBoolean("hasLogKeeper", spec.HasLogKeeper);
    }

    public static void WriteForwards(JsonText json, IReadOnlyList<PortForward> forwards)
    {
        json.WriteStartArray("forwards");
        foreach (PortForward forward in forwards)
            json.WriteStringValue(forward.ToString());
        json.WriteEndArray();
    }

    public static void WriteTexts(JsonText json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteNetworks(JsonText json, IReadOnlyList<NetworkPlace> networks)
    {
        json.WriteStartArray("networks");
        foreach (NetworkPlace place in networks)
        {
            json.WriteStartObject();
            json.WriteString("network", place.Network);
            WriteText(json, "address", place.Address);
            WriteText(json, "segment", place.Segment);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteStorage(JsonText json, MachineSpec spec)
    {
        json.WriteBoolean("readOnly", spec.ReadOnly);
        json.WriteString("storage", spec.Storage.ToString());
        json.WriteStartArray("drives");
        foreach (MachineDrive drive in spec.Drives)
            WritePlace(json, drive.Path, drive.ReadOnly);
        json.WriteEndArray();
        json.WriteStartArray("shares");
        foreach (MachineShare share in spec.Shares)
            WritePlace(json, share.Path, share.ReadOnly);
        json.WriteEndArray();
    }

    private static void WritePorts(JsonText json, MachineSpec spec)
    {
        json.WriteNumber("sockets", spec.Sockets);
        json.WriteBoolean("hasControlPort", spec.HasControlPort);
        WriteNumber(json, "serialPort", spec.SerialPort);
        json.WriteBoolean("hasPty", spec.HasPty);
        WriteNumber(json, "qmpPort", spec.QmpPort);
        WriteNumber(json, "gdbPort", spec.GdbPort);
        WriteText(json, "qemuPath", spec.QemuPath);
        WriteTexts(json, "qemuArguments", spec.QemuArguments);
    }

    private static void WritePlace(JsonText json, string path, bool isReadOnly)
    {
        json.WriteStartObject();
        json.WriteString("path", path);
        json.WriteBoolean("readOnly", isReadOnly);
        json.WriteEndObject();
    }

    private static void WriteNamed(JsonText json, string name, string valueName, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString(valueName, value);
        json.WriteEndObject();
    }

    private static void WriteText(JsonText json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void WriteNumber(JsonText json, string name, int? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
    }
}
