using System.Globalization;
using System.Runtime.InteropServices;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines.Host;

/// <summary>
/// Finds out whether the host's hypervisor can be used, by running a virtual CPU with it: a device that opens proves nothing.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class AcceleratorProbe(TimeProvider time)
{
    private const string KvmDevice = "/dev/kvm";

    // A guest that really runs needs a hundredth of this; the rest is for a loaded host.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>What can be said without running anything, or null when a virtual CPU must be run to know.</summary>
    /// <param name="architecture">The guest's architecture.</param>
    public static AcceleratorFinding? FindWithoutRunning(MachineArchitecture architecture)
    {
        if (RuntimeInformation.ProcessArchitecture is not Architecture.X64)
            return new(Accelerator.Tcg, "this host's CPU is not an x86");
        if (architecture == MachineArchitecture.AArch64)
            return new(Accelerator.Tcg, "this host's CPU is not an ARM");
        if (OperatingSystem.IsMacOS())
            return null;
        if (!File.Exists(KvmDevice))
            return new(Accelerator.Tcg, "this host has no " + KvmDevice);
        try
        {
            File.OpenHandle(KvmDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(Accelerator.Tcg, $"{KvmDevice} can't be opened; being in the group 'kvm' may help");
        }
    }

    /// <summary>Runs a virtual CPU.</summary>
    /// <param name="qemuPath">The QEMU to run it with.</param>
    /// <param name="scratch">A folder for the guest's kernel.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">The folder can't be written.</exception>
    public async Task<AcceleratorFinding> RunAsync(string qemuPath, string scratch, CancellationToken stop)
    {
        Accelerator accelerator = OperatingSystem.IsMacOS() ? Accelerator.Hvf : Accelerator.Kvm;
        string folder = Path.Combine(scratch, $"probe-{Guid.NewGuid():N}");
        string kernel = Path.Combine(folder, "kernel");
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(kernel, ProbeGuest.Kernel(), stop).ConfigureAwait(false);
            return await RunAsync(qemuPath, accelerator, kernel, folder, stop).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, scratch, "name the accelerator with '--accel' to do without the probe", failure);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Boots the probe's kernel with one accelerator.</summary>
    internal async Task<AcceleratorFinding> RunAsync(string qemuPath, Accelerator accelerator, string kernel, string folder, CancellationToken stop)
    {
        string[] arguments =
        [
            "-nodefaults", "-no-user-config", "-M", "microvm,rtc=on,acpi=off,pic=off,x-option-roms=off",
            "-accel", QemuWords.Of(accelerator), "-cpu", QemuPlatform.X86Cpu(accelerator, TimeStampCounter.IsInvariant()), "-m", "16",
            "-kernel", kernel, "-display", "none", "-no-reboot",
            "-device", string.Create(CultureInfo.InvariantCulture, $"isa-debug-exit,iobase={ProbeGuest.ExitPort},iosize=4"),
        ];
        ChildResult result = await ChildProcess.RunAsync(qemuPath, arguments, folder, Deadline, time, stop).ConfigureAwait(false);
        string name = accelerator.ToString().ToUpperInvariant();
        return result.ExitCode switch
        {
            ProbeGuest.ExitCode => new(accelerator, null),
            null => new(Accelerator.Tcg, $"{name} is there, but a virtual CPU makes no headway with it"),
            _ => new(Accelerator.Tcg, $"{name} is there, but QEMU can't run with it: {result.LastWords}"),
        };
    }
}
