using Smol.Machines;
using Smol.Machines.Ports;

namespace Smol.Cli.Machines;

/// <summary>What <c>smol ps</c> prints of a machine.</summary>
internal sealed record MachineRow(
    string Name, string Id, string Image, string Guest, string State, DateTimeOffset Created, DateTimeOffset? Started, DateTimeOffset? Ended,
    int? ProcessId, int? ExitCode, string[] Ports, string? Accelerator, int MemoryMiB, int Cpus, long LogSize)
{
    public static MachineRow Of(MachineStatus machine) => new(
        machine.Name,
        machine.Id,
        machine.Spec.ImageReference,
        Guests.GuestWords.ToWord(machine.Spec.Guest),
        machine.State.ToString().ToLowerInvariant(),
        machine.Created,
        machine.Started,
        machine.Ended,
        machine.Process?.Pid,
        machine.ExitCode,
        [.. machine.Forwards.Select(Describe)],
        machine.Accelerator?.ToString().ToLowerInvariant(),
        machine.Spec.MemoryMiB,
        machine.Spec.Cpus,
        machine.LogSize);

    private static string Describe(PortForward forward) =>
        $"{forward.HostAddress}:{forward.HostPort}->{forward.GuestPort}/{(forward.Protocol == PortProtocol.Udp ? "udp" : "tcp")}";
}
