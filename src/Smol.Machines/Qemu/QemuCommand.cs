using System.Globalization;
using System.Net.Sockets;
using Smol.Guests;
using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>The QEMU command of a machine. A pure function: the same machine, host and folder give the same command.</summary>
public static class QemuCommand
{
    /// <summary>The program and its arguments.</summary>
    /// <param name="spec">The machine; the ports of its forwards are chosen, its name too.</param>
    /// <param name="host">The host.</param>
    /// <param name="paths">Where the machine keeps its files.</param>
    /// <param name="isPaused">Whether the guest waits for QMP's <c>cont</c> before its first instruction.</param>
    /// <exception cref="SmolException">QEMU can't do what the machine asks for.</exception>
    public static IReadOnlyList<string> Build(MachineSpec spec, HostFacts host, MachinePaths paths, bool isPaused)
    {
        List<string> argv =
        [
            host.QemuPath, "-nodefaults", "-no-user-config", "-name", spec.Name!,
            .. Platform(spec, host), .. Kernel(spec, host),
            "-global", "virtio-mmio.force-legacy=false", "-device", "virtio-rng-device",
            .. Disk(spec, paths), .. Network(spec), .. Console(spec, paths), .. Control(spec, paths), .. Monitor(paths),
            .. FirmwareConfiguration(spec),
            "-display", "none", "-no-reboot", "-daemonize", MachineObserver.PidFileOption, paths.PidFile,
        ];
        if (isPaused)
            argv.Add("-S");
        return argv;
    }

    // Linux finds virtio-mmio through ACPI; NetBSD through its command line, and starts faster without.
    private static string[] Platform(MachineSpec spec, HostFacts host) =>
    [
        "-M", $"microvm,rtc=on,acpi={(spec.Guest == GuestKind.Linux ? "on" : "off")},pic=off,x-option-roms=off",
        "-accel", QemuWords.Of(host.Accelerator), "-cpu", QemuWords.Cpu(host.Accelerator),
        "-smp", Number(spec.Cpus), "-m", Number(spec.MemoryMiB),
    ];

    private static string[] Kernel(MachineSpec spec, HostFacts host)
    {
        string[] initrd = spec.InitrdPath is null ? [] : ["-initrd", spec.InitrdPath];
        return ["-kernel", spec.KernelPath, .. initrd, "-append", KernelCommandLine.Of(spec, host)];
    }

    private static string[] Disk(MachineSpec spec, MachinePaths paths)
    {
        string file = spec.ReadOnly ? $"file={QemuWords.Escape(spec.ImagePath)},format=raw,readonly=on" : $"file={QemuWords.Escape(paths.Overlay)},format=qcow2";
        return ["-drive", $"if=none,id=disk0,{file}", "-device", "virtio-blk-device,drive=disk0"];
    }

    private static string[] Network(MachineSpec spec) =>
        ["-netdev", "user,id=net0,ipv6=off" + string.Concat(spec.Forwards.Select(HostForward)), "-device", "virtio-net-device,netdev=net0"];

    private static string HostForward(PortForward forward)
    {
        if (forward.HostAddress.AddressFamily == AddressFamily.InterNetworkV6 || forward.GuestAddress?.AddressFamily == AddressFamily.InterNetworkV6)
            throw new SmolException("QEMU's user network forwards IPv4 only", $"port forward '{forward}'", "use 127.0.0.1, or 0.0.0.0 for every address of this host");
        return $",hostfwd={forward}";
    }

    private static string[] Console(MachineSpec spec, MachinePaths paths)
    {
        string socket = $"socket,id=console0,path={QemuWords.Escape(paths.ConsoleSocket)},server=on,wait=off,logfile={QemuWords.Escape(paths.ConsoleLog)},logappend=on";
        return HasViocon(spec)
            ? ["-chardev", socket, "-device", "virtio-serial-device,max_ports=2", "-device", "virtconsole,chardev=console0,name=console"]
            : ["-chardev", socket, "-serial", "chardev:console0"];
    }

    /// <summary>
    /// The port of the guest protocol. It is a pair of FIFOs, not a socket: QEMU has both ends open, so a guest that says READY
    /// when nobody listens does not wait, what it says is in the log, and one that never stops talking is held at a FIFO's length.
    /// </summary>
    private static string[] Control(MachineSpec spec, MachinePaths paths)
    {
        string pipe = $"pipe,id=control0,path={QemuWords.Escape(paths.ControlPipe)},logfile={QemuWords.Escape(paths.ControlLog)},logappend=on";
        const string Port = "chardev=control0,name=org.smolbsd.control";
        if (spec.Guest == GuestKind.Linux)
            return ["-chardev", pipe, "-device", "virtio-serial-device", "-device", "virtserialport," + Port];
        // Beside console=com it is the only port: a viocon that knows no more than one has it as /dev/ttyVI00.
        string[] bus = HasViocon(spec) ? [] : ["-device", "virtio-serial-device,max_ports=1"];
        return ["-chardev", pipe, .. bus, "-device", "virtconsole," + Port];
    }

    private static string[] Monitor(MachinePaths paths) =>
        ["-chardev", $"socket,id=qmp0,path={QemuWords.Escape(paths.QmpSocket)},server=on,wait=off", "-mon", "chardev=qmp0,mode=control"];

    private static IEnumerable<string> FirmwareConfiguration(MachineSpec spec)
    {
        foreach (GuestVariable variable in spec.Variables)
        {
            // QEMU takes an empty string for none at all, and an empty file for an empty value.
            string value = variable.Value.Length == 0 ? "file=/dev/null" : $"string={QemuWords.Escape(variable.Value)}";
            yield return "-fw_cfg";
            yield return $"name=opt/org.smolbsd.var.{variable.Name},{value}";
        }
        foreach (GuestFile file in spec.Files)
        {
            yield return "-fw_cfg";
            yield return $"name=opt/org.smolbsd.file.{file.Name},file={QemuWords.Escape(file.Path)}";
        }
    }

    private static bool HasViocon(MachineSpec spec) => spec.Guest == GuestKind.NetBsd && spec.Console == ConsoleKind.Viocon;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
