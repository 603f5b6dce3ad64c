using Smol.Guests;
using Smol.Machines.State;

namespace Smol.Machines.Qemu;

/// <summary>The console, the port of the guest protocol, the guest's own ports, and QEMU's monitors.</summary>
internal static class QemuConsoles
{
    /// <summary>The arguments.</summary>
    public static IEnumerable<string> Arguments(MachineSpec spec, MachinePaths paths) =>
        [.. Console(spec, paths), .. Bus(spec), .. Control(spec, paths), .. Sockets(spec, paths), .. Monitors(spec, paths)];

    private static string[] Console(MachineSpec spec, MachinePaths paths)
    {
        string place = spec switch
        {
            { SerialPort: { } port } => $"socket,id=console0,host=127.0.0.1,port={port},server=on,wait=off,telnet=on",
            { HasPty: true } => "pty,id=console0",
            _ => $"socket,id=console0,path={QemuWords.Escape(paths.ConsoleSocket)},server=on,wait=off",
        };
        string[] device = ["-chardev", $"{place},logfile={QemuWords.Escape(paths.ConsoleLog)},logappend=on"];
        return HasViocon(spec)
            ? [.. device, "-device", $"{QemuWords.Virtio(spec, "serial")},max_ports={1 + Ports(spec)}", "-device", "virtconsole,chardev=console0,name=console"]
            : [.. device, "-serial", "chardev:console0"];
    }

    // Beside console=com there is only as many ports as needed: a viocon that knows no more than one has it as /dev/ttyVI00.
    private static string[] Bus(MachineSpec spec)
    {
        if (HasViocon(spec) || Ports(spec) == 0)
            return [];
        string ports = spec.Guest == GuestKind.Linux ? "" : $",max_ports={Ports(spec)}";
        return ["-device", QemuWords.Virtio(spec, "serial") + ports];
    }

    /// <summary>
    /// The port of the guest protocol. It is a pair of FIFOs, not a socket: QEMU has both ends open, so a guest that says READY
    /// when nobody listens does not wait, what it says is in the log, and one that never stops talking is held at a FIFO's length.
    /// </summary>
    private static string[] Control(MachineSpec spec, MachinePaths paths)
    {
        if (!spec.HasControlPort)
            return [];
        string pipe = $"pipe,id=control0,path={QemuWords.Escape(paths.ControlPipe)},logfile={QemuWords.Escape(paths.ControlLog)},logappend=on";
        return ["-chardev", pipe, "-device", PortDevice(spec) + ",chardev=control0,name=org.smolbsd.control"];
    }

    private static IEnumerable<string> Sockets(MachineSpec spec, MachinePaths paths)
    {
        for (int number = 1; number <= spec.Sockets; number++)
        {
            yield return "-chardev";
            yield return $"socket,id=port{number},path={QemuWords.Escape(paths.GuestSocket(number))},server=on,wait=off";
            yield return "-device";
            yield return $"{PortDevice(spec)},chardev=port{number},name=org.smolbsd.port{number}";
        }
    }

    private static IEnumerable<string> Monitors(MachineSpec spec, MachinePaths paths)
    {
        List<string> words = ["-chardev", $"socket,id=qmp0,path={QemuWords.Escape(paths.QmpSocket)},server=on,wait=off", "-mon", "chardev=qmp0,mode=control"];
        if (spec.QmpPort is { } qmp)
            words.AddRange(["-chardev", $"socket,id=qmp1,host=127.0.0.1,port={qmp},server=on,wait=off", "-mon", "chardev=qmp1,mode=control"]);
        if (spec.GdbPort is { } gdb)
            words.AddRange(["-gdb", $"tcp:127.0.0.1:{gdb}"]);
        return words;
    }

    private static string PortDevice(MachineSpec spec) => spec.Guest == GuestKind.Linux ? "virtserialport" : "virtconsole";

    private static int Ports(MachineSpec spec) => spec.Sockets + (spec.HasControlPort ? 1 : 0);

    private static bool HasViocon(MachineSpec spec) => spec is { Guest: GuestKind.NetBsd, Console: ConsoleKind.Viocon, BootsByBios: false };
}
