using System.Net.Sockets;
using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>Makes of QEMU's last words what a user can act on.</summary>
internal static class StartFailure
{
    private const string ForwardRule = "Could not set up host forwarding rule";

    /// <summary>Whether QEMU could not listen on a port of the host.</summary>
    public static bool IsPort(ChildResult result) => result.Errors.Contains(ForwardRule, StringComparison.Ordinal);

    /// <summary>The error for a QEMU that did not start.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="spec">The machine that it should have run, with its ports chosen.</param>
    public static SmolException Explain(ChildResult result, MachineSpec spec)
    {
        string last = result.LastWords;
        bool Says(string words) => result.Errors.Contains(words, StringComparison.Ordinal);

        if (result.ExitCode is null)
            return new($"QEMU did not start in time: {last}", spec.Name, "the host may be overloaded");
        if (IsPort(result))
            return Port(spec, last);
        if (Says("\" lock"))
            return Locked(spec, last);
        if (Says("bridge helper failed") || Says("could not configure /dev/net/tun") || Says("network script"))
            return new($"QEMU can't connect the machine to the host's network: {last}", spec.Name, "'-p' forwards ports without any of that");
        if (Says("kernel file") || Says("kernel header") || Says("elf kernel") || Says("PVH ELF Note"))
            return new($"QEMU can't boot this kernel: {last}", spec.KernelPath, "microvm boots Linux kernels (bzImage) and kernels with a PVH entry");
        if (Says("guest memory"))
            return new($"this host can't give it {spec.MemoryMiB} MiB of memory: {last}", spec.Name, "ask for less memory");
        if (Says("failed to initialize") || Says("KVM"))
            return new($"QEMU can't use the accelerator: {last}", spec.Name, "'--accel tcg' works everywhere");
        return new($"QEMU did not start: {last}", spec.Name);
    }

    /// <summary>QEMU locks its files itself (docs/system/images.rst, "Disk image file locking"), for as long as it lives, however it ends.</summary>
    private static SmolException Locked(MachineSpec spec, string last)
    {
        foreach (string path in spec.Drives.Select(drive => drive.Path).Prepend(spec.ImagePath))
            if (ImageHolder.Find(path) is { } holder)
                return new($"{holder} has the image open", path, "stop it first, or let this machine write to a file of its own: leave out '--persist'");
        return new($"another QEMU has the image open: {last}", spec.ImagePath, "stop that machine first");
    }

    /// <summary>QEMU does not say why; the host's kernel does when it is asked for the same port.</summary>
    private static SmolException Port(MachineSpec spec, string last)
    {
        foreach (PortForward forward in spec.Forwards)
        {
            string port = $"port {forward.HostPort} of {forward.HostAddress}";
            switch (HostPort.WhyNot(forward))
            {
                case SocketError.AddressAlreadyInUse:
                    return new($"{port} is taken by another program", $"port forward '{forward}'", "choose another port, or 0 for a free one");
                case SocketError.AccessDenied:
                    return new($"{port} is for root only", $"port forward '{forward}'", "choose a port from 1024 on");
                case SocketError.AddressNotAvailable:
                    return new($"this host has no address {forward.HostAddress}", $"port forward '{forward}'", "use 127.0.0.1, or 0.0.0.0 for every address of this host");
            }
        }
        return new($"QEMU can't listen on a port: {last}", spec.Name, "choose another port, or 0 for a free one");
    }
}
