using Smol.Machines.Host;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Host;

public sealed class AcceleratorProbeTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("qemu-system-x86_64")]
    [InlineData("qemu-system-i386")]
    public async Task The_probes_guest_runs_to_its_end_where_virtual_CPUs_run(string program)
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch["kernel"], ProbeGuest.Kernel());
        AcceleratorFinding finding = await new AcceleratorProbe(TimeProvider.System).RunAsync(Oracle.Find(program), Accelerator.Tcg, scratch["kernel"], scratch.Folder, Never);
        Assert.Equal(new AcceleratorFinding(Accelerator.Tcg, null), finding);
    }

    [Fact]
    public async Task A_guest_that_makes_no_headway_is_given_up()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch["kernel"], TestGuest.HelloKernel());
        AcceleratorFinding finding = await new AcceleratorProbe(TimeProvider.System).RunAsync(Oracle.Find("qemu-system-x86_64"), Accelerator.Tcg, scratch["kernel"], scratch.Folder, Never);
        Assert.Contains("no headway", finding.WhyNotFaster);
    }

    [Fact]
    public async Task A_guest_that_ends_too_early_is_no_proof()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch["kernel"], TestGuest.ResetKernel());
        AcceleratorFinding finding = await new AcceleratorProbe(TimeProvider.System).RunAsync(Oracle.Find("qemu-system-x86_64"), Accelerator.Tcg, scratch["kernel"], scratch.Folder, Never);
        Assert.Contains("can't run with it", finding.WhyNotFaster);
    }

    /// <summary>
    /// The foreign judge is a guest that counts as far as ours, booted by hand with nothing but QEMU: what the probe says of KVM
    /// must be what happens.
    /// </summary>
    [Fact]
    public async Task What_is_said_of_KVM_on_this_host_is_true()
    {
        string qemu = Oracle.Find("qemu-system-x86_64");
        using var scratch = new Scratch();
        AcceleratorFinding finding = AcceleratorProbe.FindWithoutRunning(MachineArchitecture.Amd64) ?? await new AcceleratorProbe(TimeProvider.System).RunAsync(qemu, scratch.Folder, Never);

        File.WriteAllBytes(scratch["kernel"], ProbeGuest.Kernel());
        (int code, _, _) = Oracle.Run("timeout", "-s", "KILL", "4", qemu, "-nodefaults", "-M", "microvm,acpi=off,x-option-roms=off", "-accel", "kvm", "-cpu", "host", "-m", "32",
            "-kernel", scratch["kernel"], "-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=4");
        Assert.Equal(code == 33 ? Accelerator.Kvm : Accelerator.Tcg, finding.Accelerator);
        Assert.Equal(code == 33, finding.WhyNotFaster is null);
        Assert.Empty(Directory.GetDirectories(scratch.Folder));
    }
}
