using Smol.Guests;
using Smol.Machines;
using Smol.Machines.Host;

namespace Smol.MachineStarter;

/// <summary>
/// Does one thing with a machine: a process of its own, so that a test can kill it. Arguments: the machines' folder, QEMU or Firecracker, and
/// <c>start NAME</c>, <c>stop NAME</c>, <c>rm NAME</c>, or an image, a kernel, <c>detached</c> or <c>attached</c>, and arguments for the guest's kernel.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] arguments)
    {
        var host = new MachineHost(new()
        {
            Folder = arguments[0],
            ShortFolder = arguments[0] + ".run",
            HostMemoryPath = arguments[0] + ".host.txt",
            SearchPath = "",
            QemuPath = arguments[1],
            FirecrackerPath = arguments[1],
        });
        switch (arguments[2])
        {
            case "start":
                await host.StartAsync(arguments[3], CancellationToken.None);
                break;
            case "stop":
                await host.StopAsync(arguments[3], TimeSpan.FromSeconds(5), CancellationToken.None);
                break;
            case "rm":
                await host.RemoveAsync(arguments[3], isForced: true, CancellationToken.None);
                break;
            default:
                await RunAsync(host, arguments);
                break;
        }
    }

    private static async Task RunAsync(MachineHost host, string[] arguments)
    {
        bool isFirecracker = Path.GetFileName(arguments[1]).Contains("Firecracker", StringComparison.Ordinal);
        var spec = new MachineSpec
        {
            ImageReference = "victim",
            ImagePath = arguments[2],
            Partition = "victimroot",
            Guest = GuestKind.Linux,
            KernelPath = arguments[3],
            Vmm = isFirecracker ? VmmKind.Firecracker : VmmKind.Qemu,
            HasUserNetwork = !isFirecracker,
            Accelerator = isFirecracker ? null : Accelerator.Tcg,
            MemoryMiB = 64,
            KernelArguments = arguments[5..],
        };
        if (arguments[4] == "attached")
            await host.RunAttachedAsync(spec, Console.OpenStandardOutput(), null, TimeSpan.FromSeconds(5), CancellationToken.None);
        else
            Console.WriteLine((await host.RunDetachedAsync(spec, CancellationToken.None)).Name);
    }
}
