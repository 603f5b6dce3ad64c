using Smol.Guests;
using Smol.Machines.Consoles;
using Smol.Machines.Firecracker;
using Smol.Machines.Host;
using Smol.Machines.Native;
using Smol.Machines.Networks;
using Smol.Machines.Ports;
using Smol.Machines.Qemu;
using Smol.Machines.State;
using Smol.Machines.Timing;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>Starts the VMM of a machine whose lock the caller has.</summary>
internal sealed class MachineStarter(MachineHostOptions options, MachineFolders folders)
{
    private const string NonceVariable = "SMOL_NONCE";

    // A free port that was chosen can be taken by another program before QEMU has it.
    private const int Attempts = 3;

    /// <summary>Makes the machine's disk and pipes and starts its QEMU, which runs by itself from then on.</summary>
    /// <exception cref="SmolException">QEMU is missing, refuses, or does not start.</exception>
    public async Task StartAsync(MachineStatus machine, bool isPaused, CancellationToken stop)
    {
        MachineSpec spec = machine.Spec;
        if (spec.Vmm == VmmKind.Firecracker)
        {
            await new FirecrackerStarter(options).StartAsync(machine, isPaused, stop).ConfigureAwait(false);
            return;
        }
        string qemu = QemuProgram.Find(spec.Architecture, spec.QemuPath ?? options.QemuPath, options.SearchPath);
        (HostFacts host, string? whyNotFaster) = await new HostInspector(options.HostMemoryPath, options.Time).InspectAsync(qemu, spec.Architecture, spec.Accelerator, stop).ConfigureAwait(false);
        if (whyNotFaster is not null)
            options.Notice($"running without acceleration: {whyNotFaster}");
        if (File.Exists(machine.Paths.Overlay))
            machine.Image!.Check(machine);
        else if (spec is { ReadOnly: false, Storage: RootStorage.Overlay })
            Qcow2Overlay.Create(machine.Paths.Overlay, spec.ImagePath);
        if (spec.Storage == RootStorage.RamDisk)
            RamDisk.Create(machine.Paths.RamDisk, spec.ImagePath, spec.MemoryMiB);
        ControlPipe.Create(machine.Paths);

        for (int attempt = 1; ; attempt++)
        {
            MachineSpec chosen = spec with { Forwards = [.. spec.Forwards.Select(ChoosePort)] };
            ChildResult result = await LaunchAsync(machine, chosen, host, isPaused, stop).ConfigureAwait(false);
            if (result.ExitCode == 0)
                return;
            bool mayRetry = attempt < Attempts && StartFailure.IsPort(result) && spec.Forwards.Any(forward => forward.HostPort == 0);
            if (!mayRetry)
                throw StartFailure.Explain(result, chosen);
        }
    }

    /// <summary>Runs QEMU until it is a daemon. What is written down before it tells later processes of ours what was under way.</summary>
    private async Task<ChildResult> LaunchAsync(MachineStatus machine, MachineSpec chosen, HostFacts host, bool isPaused, CancellationToken stop)
    {
        MachinePaths paths = machine.Paths;
        // A NetBSD kernel may have no driver for the port; Linux's initramfs brings one.
        bool needsNonce = (chosen.Guest == GuestKind.NetBsd || !chosen.HasControlPort) && chosen.Variables.All(variable => variable.Name != NonceVariable);
        // A random UUID is from the kernel's generator; anything of Security.Cryptography would load OpenSSL, a tenth of a start.
        string? nonce = needsNonce ? Guid.NewGuid().ToString("N") : null;
        if (nonce is not null)
            chosen = chosen with { Variables = [.. chosen.Variables, new(NonceVariable, nonce)] };
        if (chosen.Networks.Count > 0)
            chosen = chosen with { Variables = [.. chosen.Variables, new Neighbours(options, folders).NamesFor(chosen)] };
        IReadOnlyList<string> command = QemuCommand.Build(chosen, host, paths, isPaused);
        ProcessIdentity starter = options.Processes.Identify(Environment.ProcessId)!;
        var run = new RunRecord(machine.Runs + 1, starter, options.Time.GetUtcNow(), host.Accelerator, chosen.Forwards, command, isPaused)
        {
            Nonce = nonce,
            ConsoleStart = new FileInfo(paths.ConsoleLog) is { Exists: true } log ? log.Length : 0,
        };
        RecordFile.Write(paths.Run, RecordText.Of(run));
        // Of the run before; after the record, so that who dies here leaves a machine that is merely stopped.
        foreach (string left in (string[])[paths.PidFile, paths.ControlLog, paths.ConsoleSocket, paths.QmpSocket, ConsoleLog.CutMark(paths.ConsoleLog)])
            File.Delete(left);
        ChildResult? result = null;
        try
        {
            options.Mark(BootMark.Exec);
            result = await ChildProcess.RunAsync(command[0], command.Skip(1), paths.Folder, options.Patience.Start, options.Time, stop).ConfigureAwait(false);
        }
        finally
        {
            // A daemon is nobody's child: what did not come up in time is found by its command line.
            if (result?.ExitCode is null)
                KillStrays(paths);
        }
        // Ctrl-C on a terminal reaches QEMU too while it is not a daemon yet.
        if (result.ExitCode != 0)
            stop.ThrowIfCancellationRequested();
        if (result.ExitCode == 0)
        {
            options.Mark(BootMark.VmmUp);
            if (!isPaused)
                options.Mark(BootMark.GuestBegin);
            // A guest may have come to its end by now, and its pid file with it.
            ProcessIdentity? process = MachineObserver.PidIn(paths.PidFile) is { } pid ? options.Processes.Identify(pid) : null;
            RecordFile.Write(paths.Run, RecordText.Of(run with { IsUp = true, Process = process }));
        }
        return result;
    }

    private void KillStrays(MachinePaths paths)
    {
        while (options.Processes.FindRunWith(MachineObserver.PidFileOption, paths.PidFile) is { } stray && LibC.Kill(stray, LibC.SigKill) == 0)
        {
            // The next look finds whether there is another; one that was killed has no command line any more.
        }
    }

    private static PortForward ChoosePort(PortForward forward)
    {
        try
        {
            return HostPort.Choose(forward);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new SmolException("no free port can be had: " + failure.Message, $"port forward '{forward}'", cause: failure);
        }
    }
}
