using System.Runtime.InteropServices;
using Smol.Machines.Host;
using Smol.Storage;

namespace Smol.Machines.Firecracker;

/// <summary>Looks for what Firecracker can't do, before anything is done.</summary>
internal static class FirecrackerCheck
{
    // docs of PUT /machine-config: vcpu_count.
    private const int MostCpus = 32;

    private const string UseQemu = "leave it out, or leave out '--vmm firecracker'";

    /// <summary>The machine as Firecracker can have it: with its console on the serial port, and without a port of the guest protocol.</summary>
    /// <exception cref="SmolException">It can't; the place is the flag.</exception>
    public static MachineSpec Complete(MachineSpec spec)
    {
        CheckHost(spec);
        CheckNetwork(spec);
        CheckDevices(spec);
        CheckStorage(spec);
        return spec with { Console = ConsoleKind.Com, HasControlPort = false };
    }

    private static void CheckHost(MachineSpec spec)
    {
        if (!OperatingSystem.IsLinux())
            throw new SmolException("Firecracker runs on Linux only", "--vmm", "leave out '--vmm firecracker'");
        Refuse(spec.Accelerator is not (null or Accelerator.Kvm), "Firecracker has no accelerator but KVM", "--accel");
        Refuse(spec.BootsByBios, "Firecracker has no BIOS", "--bios");
        bool isArm = RuntimeInformation.OSArchitecture == Architecture.Arm64;
        if (spec.Architecture != (isArm ? MachineArchitecture.AArch64 : MachineArchitecture.Amd64))
            throw new SmolException($"Firecracker runs guests of this host's architecture only, not {spec.Architecture}", spec.ImageReference, UseQemu);
        if (spec.Cpus > MostCpus)
            throw new SmolException($"Firecracker gives a machine {MostCpus} CPUs at most", $"{spec.Cpus} CPUs");
    }

    private static void CheckNetwork(MachineSpec spec)
    {
        Refuse(spec.HasUserNetwork, "Firecracker has no user network", "--vmm firecracker", "'--network tap:NAME' takes a tap of the host, '-N' has none; there are no port forwards");
        Refuse(spec.Forwards.Count > 0, "Firecracker has no user network to forward ports with", "-p");
        Refuse(spec.HasTap, "Firecracker runs no script for a tap", "-b", "make the tap, and name it with '--network tap:NAME'");
        Refuse(spec.Bridge is not null, "Firecracker can't get on a bridge by itself", "--bridge", "make a tap on the bridge, and name it with '--network tap:NAME'");
        Refuse(spec.Networks.Count > 0, "Firecracker's machines can't be on a private network", "--network", "make taps on a bridge of the host, and name them with '--network tap:NAME'");
        Refuse(spec.Variables.Count > 0 && spec.Taps.Count == 0, "Firecracker's guests get variables over a network card, and there is none", "-e", "name a tap with '--network tap:NAME', or put them into the image");
    }

    private static void CheckDevices(MachineSpec spec)
    {
        Refuse(spec.Shares.Count > 0, "Firecracker has no 9p", "-w");
        Refuse(spec.Files.Count > 0, "Firecracker has no fw_cfg for files", "-E, --secret");
        Refuse(spec.Sockets > 0, "Firecracker has no virtio ports", "-n");
        Refuse(spec.SerialPort is not null, "Firecracker's console can't be on a TCP port", "-t");
        Refuse(spec.HasPty, "Firecracker's console can't be on a pseudo-terminal", "-P");
        Refuse(spec.QmpPort is not null, "Firecracker does not speak QMP", "--qmp-port");
        Refuse(spec.GdbPort is not null, "Firecracker has no gdb stub", "--gdb");
        Refuse(spec.QemuArguments.Count > 0, "these are QEMU's arguments", "-x");
    }

    private static void CheckStorage(MachineSpec spec)
    {
        Refuse(spec.Storage == RootStorage.RamDisk, "Firecracker's guests can't have their root in a RAM disk", "-I");
        Refuse(spec is { ReadOnly: false, Storage: RootStorage.Image }, "Firecracker does not lock its drives, so nobody keeps others from the image", "--persist", "'-s' writes to it all the same; without either, the machine writes to a copy");
    }

    private static void Refuse(bool isAsked, string problem, string flag, string hint = UseQemu)
    {
        if (isAsked)
            throw new SmolException(problem, flag, hint);
    }
}
