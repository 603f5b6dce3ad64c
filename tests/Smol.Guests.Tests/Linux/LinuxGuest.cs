using System.Diagnostics;
using System.Globalization;
using System.Text;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

/// <summary>A QEMU with a Linux guest, as smol starts one, and a host's end of the guest protocol.</summary>
internal sealed class LinuxGuest : IDisposable
{
    // A loaded host takes its time; a hang takes forever.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Scratch _scratch;
    private readonly Process _qemu;

    private LinuxGuest(Scratch scratch, Process qemu)
    {
        _scratch = scratch;
        _qemu = qemu;
    }

    /// <summary>What the guest said on its console.</summary>
    public string Console => ReadLog("console.log");

    /// <summary>What the guest said on its control port.</summary>
    public string Control => ReadLog("control.log");

    public static LinuxGuest Start(Scratch scratch, LinuxGuestFixture pack, string image, string root)
    {
        foreach (string end in new[] { "in", "out" })
            Oracle.MustRun("mkfifo", scratch["control." + end]);
        var start = new ProcessStartInfo(Oracle.Find("qemu-system-x86_64"),
        [
            "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-accel", "tcg", "-cpu", "qemu64,+rdrand", "-m", "256",
            "-M", "microvm,rtc=on,acpi=on,pic=off,x-option-roms=off", "-global", "virtio-mmio.force-legacy=false",
            "-kernel", pack.Kernel, "-initrd", pack.Initramfs,
            "-append", $"console=ttyS0 panic=-1 quiet tsc=unstable no_timer_check lpj=1000000{KnownClock()} root=NAME={root} rw",
            "-serial", "file:" + scratch["console.log"],
            "-drive", $"if=none,id=disk0,file={image},format=raw", "-device", "virtio-blk-device,drive=disk0",
            "-chardev", $"pipe,id=control0,path={scratch["control"]},logfile={scratch["control.log"]}",
            "-device", "virtio-serial-device", "-device", "virtserialport,chardev=control0,name=org.smolbsd.control",
        ]);
        return new(scratch, Process.Start(start)!);
    }

    /// <summary>Waits until the guest has said something.</summary>
    public async Task WaitForAsync(Func<LinuxGuest, string> where, string what)
    {
        using var alarm = new CancellationTokenSource(Deadline);
        while (!where(this).Contains(what, StringComparison.Ordinal))
        {
            Assert.False(alarm.IsCancellationRequested || _qemu.HasExited, $"no '{what}' came; console:\n{Console}\ncontrol:\n{Control}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Says a line to the guest.</summary>
    public void Say(string line)
    {
        using FileStream pipe = new(_scratch["control.in"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        pipe.Write(Encoding.ASCII.GetBytes(line + "\n"));
    }

    /// <summary>Waits until the machine has ended, and gives QEMU's exit code.</summary>
    public async Task<int> WaitForEndAsync()
    {
        using var alarm = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        alarm.CancelAfter(Deadline);
        try
        {
            await _qemu.WaitForExitAsync(alarm.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the machine did not end; console:\n{Console}\ncontrol:\n{Control}");
        }
        return _qemu.ExitCode;
    }

    public void Dispose()
    {
        if (!_qemu.HasExited)
            _qemu.Kill();
        _qemu.WaitForExit();
        _qemu.Dispose();
    }

    /// <summary>On a loaded host Linux can't measure the clock under TCG, and hangs (see <c>Smol.Machines.Host.TimeStampCounter</c>).</summary>
    private static string KnownClock()
    {
        string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("cpu MHz", StringComparison.Ordinal));
        return line is null ? "" : $" tsc_early_khz={(int)(double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture) * 1000)}";
    }

    private string ReadLog(string name)
    {
        if (!File.Exists(_scratch[name]))
            return "";
        using FileStream file = new(_scratch[name], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
