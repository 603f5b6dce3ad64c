using Smol.Machines;

namespace Smol.Cli.Machines;

/// <summary>What <c>smol inspect</c> prints of a machine.</summary>
internal sealed record InspectedMachine(
    string Name, string Id, string State, DateTimeOffset Created, DateTimeOffset? Started, DateTimeOffset? Ended, int Runs,
    int? ProcessId, int? ExitCode, StopMethod? StoppedBy, PortRow[] Ports, InspectedFiles Files, IReadOnlyList<string> Command, MachineSpec Spec)
{
    public static InspectedMachine Of(MachineStatus machine) => new(
        machine.Name,
        machine.Id,
        machine.State.ToString().ToLowerInvariant(),
        machine.Created,
        machine.Started,
        machine.Ended,
        machine.Runs,
        machine.Process?.Pid,
        machine.ExitCode,
        machine.StoppedBy,
        [.. machine.Forwards.Select(PortRow.Of)],
        new(machine.Paths.Folder, machine.Paths.ConsoleLog, machine.LogSize, machine.Paths.ConsoleSocket, machine.Paths.QmpSocket, new[] { machine.Paths.Overlay, machine.Paths.DiskCopy }.FirstOrDefault(File.Exists)),
        machine.Command,
        machine.Spec);
}
