using Smol.Guests;
using Smol.Machines.Host;
using Smol.TestSupport;

namespace Smol.Machines.Tests;

/// <summary>A host with machines of one test, whose processes are gone with it.</summary>
internal sealed class MachineRoom : IAsyncDisposable
{
    private readonly Scratch _scratch = new();

    public MachineRoom(string? qemuPath = null)
    {
        File.WriteAllBytes(ImagePath, new byte[1 << 20]);
        File.WriteAllBytes(KernelPath, TestGuest.HelloKernel());
        Options = new()
        {
            Folder = _scratch["machines"],
            ShortFolder = _scratch["s"],
            HostMemoryPath = _scratch["cache/host.txt"],
            SearchPath = "/usr/bin:/bin",
            QemuPath = qemuPath ?? DummyPath,
            FirecrackerPath = FirecrackerPath,
            Notice = Notices.Add,
            Patience = new() { Start = TimeSpan.FromSeconds(20), Quit = TimeSpan.FromSeconds(1), Signal = TimeSpan.FromSeconds(1) },
        };
        Host = new(Options);
    }

    public static string DummyPath { get; } = Path.Combine(AppContext.BaseDirectory, "Smol.DummyQemu");

    public static string FirecrackerPath { get; } = Path.Combine(AppContext.BaseDirectory, "Smol.DummyFirecracker");

    public static string StarterPath { get; } = Path.Combine(AppContext.BaseDirectory, "Smol.MachineStarter");

    public static string RealQemu => Oracle.Find("qemu-system-x86_64");

    public List<string> Notices { get; } = [];

    public MachineHostOptions Options { get; }

    public MachineHost Host { get; }

    public string Folder => _scratch.Folder;

    public string ImagePath => _scratch["disk.img"];

    public string KernelPath => _scratch["kernel"];

    /// <summary>A machine for the dummy, which finds its habits on the kernel's command line.</summary>
    public MachineSpec Spec(params string[] kernelArguments) => new()
    {
        ImageReference = "hello:latest",
        ImagePath = ImagePath,
        Partition = "helloroot",
        Guest = GuestKind.Linux,
        KernelPath = KernelPath,
        KernelArguments = kernelArguments,
        MemoryMiB = 64,
        Accelerator = Accelerator.Tcg,
    };

    /// <summary>Starts a machine whose guest says that it is ready, and waits until it has.</summary>
    public async Task<MachineStatus> StartReadyAsync(Func<MachineSpec, MachineSpec>? change = null)
    {
        MachineSpec spec = Spec("dummy.ready");
        MachineStatus machine = await Host.RunDetachedAsync(change is null ? spec : change(spec), TestContext.Current.CancellationToken);
        await UntilAsync(() => File.Exists(machine.Paths.ControlLog) && new FileInfo(machine.Paths.ControlLog).Length > 0);
        return machine;
    }

    public string Log(string name) => File.ReadAllText(Path.Combine(Options.Folder, name, "console.log"));

    /// <summary>Waits for what must come.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var alarm = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
            await Task.Delay(20, alarm.Token);
    }

    /// <summary>The processes whose command line names this room.</summary>
    public int[] Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out int pid) ? pid : 0).Where(pid => pid != 0 && CommandLine(pid).Contains(Folder + "/machines/", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        foreach (int pid in Processes())
            Oracle.Run("kill", "-9", pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await UntilAsync(() => Processes().Length == 0);
        _scratch.Dispose();
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
