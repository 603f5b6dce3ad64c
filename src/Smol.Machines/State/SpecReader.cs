using Smol.Guests;
using Smol.Images.Records;
using Smol.Machines.Host;
using Smol.Machines.Networks;
using Smol.Machines.Ports;
using Smol.Machines.Restarts;

namespace Smol.Machines.State;

/// <summary>Reads what <see cref="SpecText"/> writes. What an older smol did not write is as if nobody had said it.</summary>
internal static class SpecReader
{
    public static MachineSpec Read(RecordMembers spec)
    {
        var least = new MachineSpec
        {
            ImageReference = spec.Text("imageReference"),
            ImagePath = spec.Text("imagePath"),
            Partition = spec.Text("partition"),
            Guest = GuestWords.Parse(spec.Text("guest").ToLowerInvariant()),
            KernelPath = spec.Text("kernelPath"),
        };
        return WithDevices(WithNetworks(WithSystem(least, spec), spec), spec) with
        {
            Name = spec.TextIfAny("name"),
            RemoveWhenStopped = spec.FlagIfAny("removeWhenStopped") ?? least.RemoveWhenStopped,
            Restart = spec.TextIfAny("restart") is { } policy ? RestartPolicy.Parse(policy) : least.Restart,
            Accelerator = spec.WordIfAny<Accelerator>("accelerator"),
            StopSignal = spec.TextIfAny("stopSignal"),
            LogMax = spec.LongIfAny("logMax") ?? least.LogMax,
            HasLogKeeper = spec.FlagIfAny("hasLogKeeper") ?? least.HasLogKeeper,
        };
    }

    private static MachineSpec WithSystem(MachineSpec least, RecordMembers spec) => least with
    {
        Vmm = spec.WordIfAny<VmmKind>("vmm") ?? least.Vmm,
        Architecture = spec.WordIfAny<MachineArchitecture>("architecture") ?? least.Architecture,
        BootsByBios = spec.FlagIfAny("bootsByBios") ?? least.BootsByBios,
        InitrdPath = spec.TextIfAny("initrdPath"),
        Console = spec.WordIfAny<ConsoleKind>("console") ?? least.Console,
        Root = spec.TextIfAny("root"),
        KernelArguments = Texts(spec, "kernelArguments"),
        MemoryMiB = spec.NumberIfAny("memoryMiB") ?? least.MemoryMiB,
        Cpus = spec.NumberIfAny("cpus") ?? least.Cpus,
    };

    private static MachineSpec WithNetworks(MachineSpec least, RecordMembers spec) => least with
    {
        HasUserNetwork = spec.FlagIfAny("hasUserNetwork") ?? least.HasUserNetwork,
        HasTap = spec.FlagIfAny("hasTap") ?? least.HasTap,
        Bridge = spec.TextIfAny("bridge"),
        Taps = Texts(spec, "taps"),
        Networks = spec.Objects("networks", place => new NetworkPlace(place.Text("network"), place.TextIfAny("address"), place.TextIfAny("segment"))),
        Forwards = spec.Texts("forwards", PortForward.Parse),
    };

    private static MachineSpec WithDevices(MachineSpec least, RecordMembers spec) => least with
    {
        Variables = spec.Objects("variables", variable => new GuestVariable(variable.Text("name"), variable.Text("value"))),
        Files = spec.Objects("files", file => new GuestFile(file.Text("name"), file.Text("path"))),
        ReadOnly = spec.FlagIfAny("readOnly") ?? least.ReadOnly,
        Storage = spec.WordIfAny<RootStorage>("storage") ?? least.Storage,
        Drives = spec.Objects("drives", drive => new MachineDrive(drive.Text("path"), drive.FlagIfAny("readOnly") ?? false)),
        Shares = spec.Objects("shares", share => new MachineShare(share.Text("path"), share.FlagIfAny("readOnly") ?? false)),
        Sockets = spec.NumberIfAny("sockets") ?? least.Sockets,
        HasControlPort = spec.FlagIfAny("hasControlPort") ?? least.HasControlPort,
        SerialPort = spec.NumberIfAny("serialPort"),
        HasPty = spec.FlagIfAny("hasPty") ?? least.HasPty,
        QmpPort = spec.NumberIfAny("qmpPort"),
        GdbPort = spec.NumberIfAny("gdbPort"),
        QemuPath = spec.TextIfAny("qemuPath"),
        QemuArguments = Texts(spec, "qemuArguments"),
    };

    private static IReadOnlyList<string> Texts(RecordMembers spec, string name) => spec.Texts(name, text => text);
}
