namespace Smol.Machines.State;

/// <summary>Where a machine keeps its files.</summary>
/// <param name="Folder">The machine's folder.</param>
/// <param name="SocketFolder">The folder of its sockets: the same, or a shorter one where a socket's path would not fit.</param>
public sealed record MachinePaths(string Folder, string SocketFolder)
{
    /// <summary>What the machine is: <see cref="MachineRecord"/>.</summary>
    public string Record => Path.Combine(Folder, "machine.json");

    /// <summary>Its last run: <see cref="RunRecord"/>.</summary>
    public string Run => Path.Combine(Folder, "run.json");

    /// <summary>Who has this file locked may change the machine.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    /// <summary>QEMU's process number; QEMU removes it when it ends in order.</summary>
    public string PidFile => Path.Combine(Folder, "qemu.pid");

    /// <summary>What the guest wrote that the image does not hold.</summary>
    public string Overlay => Path.Combine(Folder, "disk.qcow2");

    /// <summary>What the guest said on its console.</summary>
    public string ConsoleLog => Path.Combine(Folder, "console.log");

    /// <summary>What the guest said in the guest protocol.</summary>
    public string ControlLog => Path.Combine(Folder, "control.log");

    /// <summary>The guest protocol's FIFOs, as QEMU wants them named: <c>.in</c> and <c>.out</c> are added.</summary>
    public string ControlPipe => Path.Combine(Folder, "control");

    /// <summary>To the guest.</summary>
    public string ControlPipeIn => ControlPipe + ".in";

    /// <summary>From the guest.</summary>
    public string ControlPipeOut => ControlPipe + ".out";

    /// <summary>The datagram socket of who is at the console's socket, through which all others type.</summary>
    public string ConsoleKeys => Path.Combine(SocketFolder, "console.keys");

    /// <summary>Who has this file locked is at the console's socket, which serves one at a time.</summary>
    public string ConsoleLock => Path.Combine(Folder, "console.lock");

    /// <summary>The console's socket.</summary>
    public string ConsoleSocket => Path.Combine(SocketFolder, "console.sock");

    /// <summary>The socket of one of the guest's own virtio console ports.</summary>
    /// <param name="number">Its number, from 1 on.</param>
    public string GuestSocket(int number) => Path.Combine(SocketFolder, $"port-{number}.sock");

    /// <summary>The filesystem that is a guest's RAM disk.</summary>
    public string RamDisk => Path.Combine(Folder, "ramdisk.img");

    /// <summary>The socket of Firecracker's API.</summary>
    public string ApiSocket => Path.Combine(SocketFolder, "api.sock");

    /// <summary>A Firecracker's own log.</summary>
    public string VmmLog => Path.Combine(Folder, "firecracker.log");

    /// <summary>A Firecracker's metrics, an object a line.</summary>
    public string VmmMetrics => Path.Combine(Folder, "firecracker.metrics");

    /// <summary>The FIFO with what is typed to the guest of a Firecracker.</summary>
    public string ConsoleInput => Path.Combine(Folder, "console.in");

    /// <summary>The machine's copy of its image, where the VMM knows no overlays.</summary>
    public string DiskCopy => Path.Combine(Folder, "disk.img");

    /// <summary>QMP's socket.</summary>
    public string QmpSocket => Path.Combine(SocketFolder, "qmp.sock");
}
