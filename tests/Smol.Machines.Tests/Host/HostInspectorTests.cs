using Smol.Machines.Host;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Host;

public sealed class HostInspectorTests
{
    private const string Script = """
        #!/bin/sh
        echo "$@" >> "$0.calls"
        case "$1" in --version) echo "QEMU emulator version 9.1.2 (Distro)";; *) exit 33;; esac
        """;

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_found_out_is_not_asked_again_until_the_program_changes()
    {
        using var scratch = new Scratch();
        string qemu = WriteScript(scratch, Script);
        (HostFacts first, string? why) = await new HostInspector(scratch["cache/host.txt"], TimeProvider.System).InspectAsync(qemu, MachineArchitecture.Amd64, null, Never);
        Assert.Equal(new Version(9, 1, 2), first.QemuVersion);
        bool hasDevice = AcceleratorProbe.FindWithoutRunning(MachineArchitecture.Amd64) is null;
        Assert.Equal(hasDevice ? Accelerator.Kvm : Accelerator.Tcg, first.Accelerator);
        Assert.Equal(hasDevice, why is null);
        int calls = hasDevice ? 2 : 1;
        Assert.Equal(calls, Calls(qemu));

        (HostFacts second, _) = await new HostInspector(scratch["cache/host.txt"], TimeProvider.System).InspectAsync(qemu, MachineArchitecture.Amd64, null, Never);
        Assert.Equal(first, second);
        Assert.Equal(calls, Calls(qemu));

        File.SetLastWriteTimeUtc(qemu, DateTime.UnixEpoch);
        await new HostInspector(scratch["cache/host.txt"], TimeProvider.System).InspectAsync(qemu, MachineArchitecture.Amd64, null, Never);
        Assert.Equal(2 * calls, Calls(qemu));

        File.WriteAllText(scratch["cache/host.txt"], "{ damaged");
        await new HostInspector(scratch["cache/host.txt"], TimeProvider.System).InspectAsync(qemu, MachineArchitecture.Amd64, null, Never);
        Assert.Equal(3 * calls, Calls(qemu));

        string otherBoot = File.ReadAllText(scratch["cache/host.txt"]).Replace(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), "another", StringComparison.Ordinal);
        File.WriteAllText(scratch["cache/host.txt"], otherBoot);
        await new HostInspector(scratch["cache/host.txt"], TimeProvider.System).InspectAsync(qemu, MachineArchitecture.Amd64, null, Never);
        Assert.Equal(4 * calls, Calls(qemu));
        Assert.Equal(["host.txt"], Directory.GetFileSystemEntries(scratch["cache"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(Accelerator.Kvm)]
    [InlineData(Accelerator.Tcg)]
    public async Task What_the_user_forces_is_not_probed(Accelerator forced)
    {
        using var scratch = new Scratch();
        string qemu = WriteScript(scratch, Script);
        (HostFacts facts, string? why) = await new HostInspector(scratch["host.txt"], TimeProvider.System).InspectAsync(qemu, MachineArchitecture.Amd64, forced, Never);
        Assert.Equal((forced, null), (facts.Accelerator, why));
        Assert.Equal(1, Calls(qemu));
    }

    [Fact]
    public async Task A_memory_that_can_not_be_written_is_no_failure()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["file"], "");
        (HostFacts facts, _) = await new HostInspector(scratch["file"] + "/host.txt", TimeProvider.System).InspectAsync(WriteScript(scratch, Script), MachineArchitecture.Amd64, Accelerator.Tcg, Never);
        Assert.Equal(9, facts.QemuVersion.Major);
    }

    [Fact]
    public async Task A_program_that_is_not_QEMU_is_an_error_with_the_place()
    {
        using var scratch = new Scratch();
        string program = WriteScript(scratch, "#!/bin/sh\necho I am something else\n");
        Assert.Equal(program, (await Assert.ThrowsAsync<SmolException>(() => new HostInspector(scratch["host.txt"], TimeProvider.System).InspectAsync(program, MachineArchitecture.Amd64, null, Never))).Place);
    }

    private static int Calls(string qemu) => File.ReadAllLines(qemu + ".calls").Length;

    private static string WriteScript(Scratch scratch, string text)
    {
        string path = scratch["qemu"];
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
