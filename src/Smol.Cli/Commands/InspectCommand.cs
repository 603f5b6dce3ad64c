using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Smol.Cli.Images;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Images.Store;
using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol inspect</c>: all that is known of machines and images, as JSON.</summary>
internal static class InspectCommand
{
    private const string Machine = "machine";
    private const string Image = "image";

    public static Command Create(SmolFolders folders)
    {
        var names = new Argument<string[]>("NAME") { Description = "Machines' names, or else images'", Arity = ArgumentArity.ZeroOrMore };
        var isAll = new Option<bool>("--all", "-a") { Description = "All machines; all images with --type image" };
        Option<string?> type = new Option<string?>("--type") { Description = "Which of them is meant where both have the name; the machine without it" }.AcceptOnlyFromAmong(Machine, Image);
        var command = new SmolCommand("inspect", "Show all that is known of machines and images, as JSON", "smol inspect hello", "smol inspect --type image hello:latest") { names, isAll, type };
        command.SetAction(parsed =>
        {
            MachineHost host = ThisHost.Open(folders);
            IReadOnlyList<string> wanted = Names(parsed.GetValue(names)!, parsed.GetValue(isAll), parsed.GetValue(type), host, folders);
            // What is wrong with one is said before anything is printed.
            JsonArray found = [.. wanted.Select(name => Find(name, parsed.GetValue(type), host, folders))];
            Screen.Print(JsonSerializer.Serialize(found, CliJson.Default.JsonArray));
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<string> Names(string[] given, bool isAll, string? type, MachineHost host, SmolFolders folders)
    {
        if (isAll == given.Length > 0)
            throw new SmolException(isAll ? "either names or '--all'" : "which machine, or image?", hint: "'smol ps -a' and 'smol images' list them");
        if (!isAll)
            return given;
        return type == Image
            ? [.. new ImageStore(folders.Images, TimeProvider.System).List().Select(image => image.Name().ToString())]
            : [.. host.List().Machines.Select(machine => machine.Name)];
    }

    private static JsonNode? Find(string name, string? type, MachineHost host, SmolFolders folders)
    {
        if (type == Image)
            return ImageOf(StoredImage.Get(folders, name));
        bool isMachine = host.List().Machines.Any(machine => machine.Name == name);
        return !isMachine && type is null && StoredImage.Find(folders, name) is { } image
            ? ImageOf(image)
            : JsonSerializer.SerializeToNode(InspectedMachine.Of(host.Get(name)), MachineJsonRows.Default.InspectedMachine);
    }

    private static JsonNode? ImageOf(ImageRecord image) => JsonSerializer.SerializeToNode(image, CliJson.Default.ImageRecord);
}
