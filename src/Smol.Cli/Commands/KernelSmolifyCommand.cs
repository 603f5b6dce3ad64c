using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Kernels;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Guests.Kernels;
using Smol.Guests.NetBsd.Kernels;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Cli.Commands;

/// <summary><c>smol kernel smolify</c>: a NetBSD kernel that looks for fewer devices, and starts faster.</summary>
internal sealed class KernelSmolifyCommand
{
    private readonly Argument<string> _kernel = KernelReadCommands.Kernel();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Where the result goes; KERNEL.SMOL without it, and KERNEL itself with --undo" };
    private readonly Option<string[]> _keep = Patterns("--keep", "-k", "Disable what no --keep names, and enable what one does: ld, com0, vio*");
    private readonly Option<string[]> _disable = Patterns("--disable", "-d", "Disable what is named");
    private readonly Option<string[]> _keepFiles = Patterns("--keep-file", "-K", "A driver list: like --keep with each of its words; # begins a comment");
    private readonly Option<bool> _undo = new("--undo") { Description = "Enable everything: gives back the kernel as it was built" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would change, and write nothing" };
    private readonly Option<string> _format = CommonOptions.Format();

    public static SmolCommand Create()
    {
        var options = new KernelSmolifyCommand();
        var command = new SmolCommand("smolify", "Disable drivers in a NetBSD kernel, without compiling it",
            "smol kernel smolify netbsd-GENERIC.gz -o netbsd-SMOLIFIED --keep mainbus --keep cpu --keep pv --keep 'vio*' --keep ld --keep isa --keep com",
            "smol kernel smolify netbsd-GENERIC --keep-file virtio.list --dry-run", "smol kernel smolify netbsd-GENERIC.SMOL --undo")
        {
            options._kernel, options._output, options._keep, options._disable, options._keepFiles, options._undo, options._dryRun, options._format,
        };
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        KernelImage image = KernelImage.Load(parsed.GetValue(_kernel)!);
        DeviceTable table = DeviceTable.Read(image);
        DeviceEdit edit = parsed.GetValue(_undo) ? Undo(parsed, table) : Smolify(parsed, table, image.Path);
        Print(edit, parsed.GetValue(_format) == CommonOptions.Json);
        if (!parsed.GetValue(_dryRun))
            Write(image, edit, OutputPath(parsed, image));
        return 0;
    }

    private DeviceEdit Undo(ParseResult parsed, DeviceTable table)
    {
        if (parsed.GetValue(_keep) is [_, ..] || parsed.GetValue(_disable) is [_, ..] || parsed.GetValue(_keepFiles) is [_, ..])
            throw new SmolException("enables everything, and can't be said with --keep, --keep-file or --disable", "--undo");
        return DeviceEdit.Undo(table);
    }

    private DeviceEdit Smolify(ParseResult parsed, DeviceTable table, string path)
    {
        DriverPattern[] keep =
        [
            .. parsed.GetValue(_keep)!.Select(text => DriverPattern.Parse(text, "--keep")),
            .. parsed.GetValue(_keepFiles)!.SelectMany(file => DriverPattern.ParseList(ReadLines(file), file)),
        ];
        DriverPattern[] disable = [.. parsed.GetValue(_disable)!.Select(text => DriverPattern.Parse(text, "--disable"))];
        if (keep.Length + disable.Length == 0)
            throw new SmolException("what is to be disabled?", path, "say --keep, --keep-file or --disable; 'smol kernel drivers' lists the devices");
        var edit = DeviceEdit.Smolify(table, keep, disable, path);
        if (DeviceEdit.Unmatched(table, keep).Select(pattern => pattern.Text).ToArray() is [_, ..] strangers)
            Screen.Say($"smol: {path} has no device {string.Join(", ", strangers)}");
        int own = table.Devices.Count(device => device.State.IsDisabled());
        if (own > 0)
            Screen.Say($"smol: {own} devices were disabled before; --undo will enable them too");
        foreach (ConfiguredDevice device in edit.Stranded)
            Screen.Say($"smol: {device.Instance} at {device.At} is kept, but will not be found: nothing that it attaches to is kept");
        return edit;
    }

    private string OutputPath(ParseResult parsed, KernelImage image)
    {
        if (parsed.GetValue(_output) is { Length: > 0 } output)
            return output;
        bool isPlain = image.Compression == Compression.None;
        if (!parsed.GetValue(_undo))
            return (isPlain ? image.Path : Path.ChangeExtension(image.Path, null)) + ".SMOL";
        return isPlain ? image.Path : throw new SmolException("is compressed, and the result will not be", image.Path, "name the result with -o");
    }

    private static void Print(DeviceEdit edit, bool asJson)
    {
        KernelChangeRow[] rows = [.. edit.Changes.Select(KernelChangeRow.Of)];
        if (asJson)
            Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.KernelChangeRowArray));
        else if (rows.Length == 0)
            Screen.Print("nothing changes");
        else
            Table.Print(["DEVICE", "AT", "WAS", "IS"], rows.Select(row => (IReadOnlyList<string>)[row.Device, row.At, row.From, row.To]));
    }

    private static void Write(KernelImage image, DeviceEdit edit, string path)
    {
        byte[] bytes = image.Bytes.ToArray();
        edit.ApplyTo(bytes);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    private static Option<string[]> Patterns(string name, string letter, string description) =>
        new(name, letter) { Description = description, Arity = ArgumentArity.OneOrMore, DefaultValueFactory = static _ => [] };
}
