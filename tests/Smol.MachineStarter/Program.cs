using Smol.Guests;
using Smol.Machines;
using Smol.Machines.Host;

namespace Smol.MachineStarter;

/// <summary>
/// Starts one machine and says its name: a process of its own, so that a test can kill it. Arguments: the machines' folder,
/// QEMU, an image, a kernel, <c>detached</c> or <c>attached</c>, and arguments for the guest's kernel.
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
        });
        var spec = new MachineSpec
        {
            ImageReference = "victim",
            ImagePath = arguments[2],
            Partition = "victimroot",
            Guest = GuestKind.Linux,
            KernelPath = arguments[3],
            Accelerator = Accelerator.Tcg,
            MemoryMiB = 64,
            KernelArguments = arguments[5..],
        };
        if (arguments[4] == "attached")
            await host.RunAttachedAsync(spec, Console.OpenStandardOutput(), null, TimeSpan.FromSeconds(5), CancellationToken.None);
        else
            Console.WriteLine((await host.RunDetachedAsync(spec, CancellationToken.None)).Name);
    }
}
