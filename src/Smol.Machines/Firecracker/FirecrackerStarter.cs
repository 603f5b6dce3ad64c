using System.Diagnostics;
using Smol.Guests;
using Smol.Machines.Consoles;
using Smol.Machines.Host;
using Smol.Machines.Qemu;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Firecracker;

/// <summary>Starts the Firecracker of a machine whose lock the caller has.</summary>
internal sealed class FirecrackerStarter(MachineHostOptions options)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    // CHANGELOG.md of Firecracker: "PVH boot mode", "booting bzImage".
    private static readonly Version FirstWithPvh = new(1, 12);
    private static readonly Version FirstWithBzImage = new(1, 17);

    /// <summary>Makes the machine's disk and starts its Firecracker, which runs by itself from then on.</summary>
    /// <exception cref="SmolException">Firecracker is missing, refuses, or does not start.</exception>
    public async Task StartAsync(MachineStatus machine, bool isAttached, CancellationToken stop)
    {
        MachineSpec spec = machine.Spec;
        MachinePaths paths = machine.Paths;
        string program = FirecrackerProgram.TryFind(options.FirecrackerPath, options.SearchPath)
            ?? throw new SmolException("Firecracker is not installed", "firecracker", "github.com/firecracker-microvm/firecracker has releases; put one's program into PATH, or name it with FIRECRACKER");
        if (FirecrackerRequests.IsCopied(spec) && !File.Exists(paths.DiskCopy))
            DiskCopy.Create(paths.DiskCopy, spec.ImagePath);
        Fifo.Create(paths.ConsoleInput);
        IReadOnlyList<string> command = FirecrackerProgram.Command(program, spec, paths);
        ProcessIdentity starter = options.Processes.Identify(Environment.ProcessId)!;
        var run = new RunRecord(machine.Runs + 1, starter, options.Time.GetUtcNow(), Accelerator.Kvm, [], command, isAttached);
        RecordFile.Write(paths.Run, RecordText.Of(run));
        foreach (string left in (string[])[paths.PidFile, paths.ApiSocket, paths.VmmLog, paths.VmmMetrics])
            File.Delete(left);
        using Process process = FirecrackerProgram.Start(command, paths);
        try
        {
            using var client = new FirecrackerClient(paths.ApiSocket, options.Patience.Start);
            CheckVersion(spec, await FirstAnswerAsync(client, process, spec, paths, stop).ConfigureAwait(false));
            IReadOnlyList<FirecrackerRequest> requests = FirecrackerRequests.Of(spec, paths);
            foreach (FirecrackerRequest request in requests.SkipLast(1))
                await client.SendAsync(request, stop).ConfigureAwait(false);
            // Before the guest runs, so that who dies here leaves a VMM without a guest that is known as one.
            RecordFile.Write(paths.Run, RecordText.Of(run with { IsUp = true, Process = options.Processes.Identify(process.Id) }));
            await client.SendAsync(requests[^1], stop).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            process.Kill();
            if (failure is SmolException && AcceleratorProbe.FindWithoutRunning(spec.Architecture)?.WhyNotFaster is { } why)
                throw new SmolException(failure.Message, hint: $"Firecracker needs KVM, and {why}", cause: failure);
            throw;
        }
        // Firecracker has it open; so it is gone however Firecracker ends.
        if (spec.Storage == RootStorage.Ephemeral)
            File.Delete(paths.DiskCopy);
    }

    /// <summary>Its version, as soon as it listens.</summary>
    private async Task<Version?> FirstAnswerAsync(FirecrackerClient client, Process process, MachineSpec spec, MachinePaths paths, CancellationToken stop)
    {
        long start = options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await client.VersionAsync(stop).ConfigureAwait(false);
            }
            catch (SmolException) when (!process.HasExited && options.Time.GetElapsedTime(start) < options.Patience.Start)
            {
                await Task.Delay(Look, options.Time, stop).ConfigureAwait(false);
            }
            catch (SmolException) when (process.HasExited)
            {
                throw new SmolException($"Firecracker did not start: {FirecrackerLog.LastWords(paths.VmmLog)}", spec.Name);
            }
        }
    }

    private static void CheckVersion(MachineSpec spec, Version? version)
    {
        if (version is null)
            return;
        bool isElf = KernelFile.IsElf(spec.KernelPath);
        if (spec.Guest == GuestKind.NetBsd && isElf && version < FirstWithPvh)
            throw new SmolException($"is Firecracker {version}, which can't boot a NetBSD kernel", spec.KernelPath, $"install {FirstWithPvh} or newer");
        if (spec.Architecture == MachineArchitecture.Amd64 && !isElf && version < FirstWithBzImage)
            throw new SmolException($"is no ELF kernel, and Firecracker {version} boots no other", spec.KernelPath, $"take Linux's uncompressed vmlinux, or install Firecracker {FirstWithBzImage} or newer");
    }
}
