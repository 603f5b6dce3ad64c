using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines.Host;

/// <summary>Tells what a QEMU command needs to know of this host, and remembers what was costly to find out.</summary>
/// <param name="memoryPath">The file to remember in.</param>
/// <param name="time">The clock.</param>
public sealed class HostInspector(string memoryPath, TimeProvider time)
{
    private readonly HostMemory _memory = new(Path.GetFullPath(memoryPath));

    /// <summary>Looks at the host.</summary>
    /// <param name="qemuPath">The QEMU program.</param>
    /// <param name="architecture">The guest's architecture.</param>
    /// <param name="forced">The accelerator that the user wants, or null for the best that works.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The facts, and why the machine will be slow if it will.</returns>
    /// <exception cref="SmolException">The program is not QEMU.</exception>
    public async Task<(HostFacts Facts, string? WhyNotFaster)> InspectAsync(string qemuPath, MachineArchitecture architecture, Accelerator? forced, CancellationToken stop)
    {
        HostRecord record = _memory.Load(BootId());
        QemuRecord? before = record.Programs.GetValueOrDefault(qemuPath);
        QemuRecord qemu = await RecallAsync(qemuPath, before, stop).ConfigureAwait(false);
        AcceleratorFinding? finding = forced is { } wanted ? new(wanted, null) : AcceleratorProbe.FindWithoutRunning(architecture);
        if (finding is null)
        {
            if (qemu.Finding is null)
                qemu = qemu with { Finding = await new AcceleratorProbe(time).RunAsync(qemuPath, Path.GetDirectoryName(Path.GetFullPath(memoryPath))!, stop).ConfigureAwait(false) };
            finding = qemu.Finding;
        }
        if (!ReferenceEquals(qemu, before))
        {
            record.Programs[qemuPath] = qemu;
            _memory.Save(record);
        }
        int? tsc = finding.Accelerator == Accelerator.Tcg ? TimeStampCounter.KiloHertzOfThisHost() : null;
        var facts = new HostFacts(qemuPath, Version.Parse(qemu.Version), finding.Accelerator, tsc)
        {
            HasInvariantCounter = TimeStampCounter.IsInvariant(),
            IsRoot = Environment.IsPrivilegedProcess,
        };
        return (facts, finding.WhyNotFaster);
    }

    /// <summary>What is known of a program, unless its file has changed since.</summary>
    private async Task<QemuRecord> RecallAsync(string qemuPath, QemuRecord? before, CancellationToken stop)
    {
        FileSystemInfo file = File.ResolveLinkTarget(qemuPath, returnFinalTarget: true) ?? new FileInfo(qemuPath);
        long size = ((FileInfo)file).Length;
        DateTimeOffset modified = file.LastWriteTimeUtc;
        if (before is not null && before.Size == size && before.Modified == modified)
            return before;
        Version version = await QemuProgram.VersionAsync(qemuPath, time, stop).ConfigureAwait(false);
        return new(size, modified, version.ToString(), null);
    }

    private static string BootId()
    {
        const string Linux = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Linux) ? File.ReadAllText(Linux).Trim() : ChildProcess.RunToEnd("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"]).Output.Trim();
    }
}
