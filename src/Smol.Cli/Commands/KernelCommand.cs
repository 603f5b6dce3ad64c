using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Kernels;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Guests.Linux;
using Smol.Storage.Archives;

namespace Smol.Cli.Commands;

/// <summary><c>smol kernel</c>: the kernels of guests.</summary>
internal static class KernelCommand
{
    public static Command Create(SmolFolders folders) =>
        new SmolCommand("kernel", "Import, list, inspect and change kernels",
            "smol kernel import linux-image-*.deb busybox-static_*.deb", "smol kernel inspect netbsd-SMOL", "smol kernel drivers netbsd-GENERIC.gz")
        {
            Import(folders),
            List(folders),
            KernelReadCommands.Inspect(),
            KernelReadCommands.Drivers(),
            KernelSmolifyCommand.Create(),
        };

    private static SmolCommand Import(SmolFolders folders)
    {
        var packages = new Argument<string[]>("PACKAGE.deb") { Description = "Debian packages: one with a kernel, and busybox-static", Arity = ArgumentArity.OneOrMore };
        var command = new SmolCommand("import", "Make a kernel pack from Debian packages",
            "apt-get download linux-image-6.1.0-56-cloud-amd64 busybox-static", "smol kernel import linux-image-*.deb busybox-static_*.deb") { packages };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var import = new KernelPackImport(new(folders.Kernels), new ArchiveCache(folders.Archives));
            foreach (KernelPack pack in import.Run(parsed.GetValue(packages)!, interruption.Token))
                Screen.Print(pack.Release);
            return 0;
        });
        return command;
    }

    private static SmolCommand List(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("ls", "List the kernels that machines can be started with", "smol kernel ls", "smol kernel ls --format json") { format };
        command.SetAction(parsed =>
        {
            KernelListRow[] kernels = KernelListRow.All(folders);
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(kernels, CliJson.Default.KernelListRowArray));
            else
                Table.Print(["GUEST", "KERNEL", "ARCHITECTURE", "DEFAULT", "FILE"], kernels.Select(kernel => (IReadOnlyList<string>)
                    [kernel.Guest, kernel.Name, kernel.Architecture, kernel.IsDefault ? "yes" : "no", kernel.Path]));
            return 0;
        });
        return command;
    }
}
