using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Kernels;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Guests.Kernels;
using Smol.Guests.NetBsd.Kernels;

namespace Smol.Cli.Commands;

/// <summary>Looking into kernels: <c>smol kernel inspect|drivers</c>.</summary>
internal static class KernelReadCommands
{
    public static Argument<string> Kernel() => new("KERNEL") { Description = "A kernel's file, plain or compressed by gzip, xz or zstd" };

    public static SmolCommand Inspect()
    {
        Argument<string> kernel = Kernel();
        Option<string> format = CommonOptions.Format();
        var configuration = new Option<bool>("--config") { Description = "Print the config file that is in the kernel, and nothing else" };
        var command = new SmolCommand("inspect", "Show what a kernel is and how it is started",
            "smol kernel inspect kernels/netbsd-SMOL", "smol kernel inspect netbsd-GENERIC.gz --config") { kernel, format, configuration };
        command.SetAction(parsed =>
        {
            KernelImage image = KernelImage.Load(parsed.GetValue(kernel)!);
            if (parsed.GetValue(configuration))
                PrintConfiguration(image);
            else if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(KernelRow.Of(image), CliJson.Default.KernelRow));
            else
                Table.PrintRows(KernelRow.Of(image).Lines());
            return 0;
        });
        return command;
    }

    public static SmolCommand Drivers()
    {
        Argument<string> kernel = Kernel();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("drivers", "List the devices that a NetBSD kernel is configured for",
            "smol kernel drivers netbsd-GENERIC.gz", "smol kernel drivers --format json kernels/netbsd-SMOL") { kernel, format };
        command.SetAction(parsed =>
        {
            KernelDeviceRow[] rows = [.. DeviceTable.Read(KernelImage.Load(parsed.GetValue(kernel)!)).Devices.Select(KernelDeviceRow.Of)];
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.KernelDeviceRowArray));
            else
                Table.Print(["INDEX", "DEVICE", "AT", "ATTACHMENT", "STATE", "ENABLED"], rows.Select(row => (IReadOnlyList<string>)
                    [row.Index.ToString(CultureInfo.InvariantCulture), row.Device, row.At, row.Attachment, row.State, row.Enabled ? "yes" : "no"]));
            return 0;
        });
        return command;
    }

    private static void PrintConfiguration(KernelImage image)
    {
        IReadOnlyList<string> lines = KernelInspection.Of(image).Configuration;
        if (lines.Count == 0)
            throw new Storage.SmolException("has no config file in it", image.Path, "it is there where the kernel was built with 'options INCLUDE_CONFIG_FILE'");
        foreach (string line in lines)
            Screen.Print(line);
    }
}
