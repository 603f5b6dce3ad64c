using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Commands;

/// <summary>Looking into disk images: <c>smol image ls|tree|stat|cat|du</c>.</summary>
internal static class ImageReadCommands
{
    public static IEnumerable<Command> Create(SmolFolders folders) =>
        [List(folders), Tree(folders), Stat(folders), Cat(folders), Usage(folders)];

    private static SmolCommand List(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        return OnImage(folders, "ls", "List a directory as 'ls -l' does, times in UTC", ["smol image ls hello", "smol image ls my.img:/etc"], (_, place, node, parsed) =>
        {
            FileTreeEntry[] entries = node is DirectoryNode directory
                ? [.. directory.SortedEntries().Select(entry => new FileTreeEntry(place.Path.Append(entry.Name), entry.Node))]
                : [new(place.Path, node)];
            if (parsed.GetValue(format) == CommonOptions.Json)
                PrintNodes(entries);
            else
                Table.PrintRows(entries.Select(entry => (IReadOnlyList<string>)
                [
                    NodeText.Mode(entry.Node), Text(NodeText.Links(entry.Node)), Text(entry.Node.Attributes.UserId), Text(entry.Node.Attributes.GroupId),
                    NodeText.Size(entry.Node), NodeText.Time(entry.Node), NodeText.Name(entry.Path.Name, entry.Node),
                ]));
        }, format);
    }

    private static SmolCommand Tree(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        return OnImage(folders, "tree", "Show all that is below a directory", ["smol image tree hello:/etc"], (_, place, node, parsed) =>
        {
            if (parsed.GetValue(format) == CommonOptions.Json)
                PrintNodes([.. FileTreeWalk.Entries(place.Path, node)]);
            else
                foreach (FileTreeEntry entry in FileTreeWalk.Entries(place.Path, node))
                {
                    int depth = entry.Path.Names().Count() - place.Path.Names().Count();
                    Screen.Print(depth == 0 ? entry.Path.ToString() : new string(' ', 2 * depth) + NodeText.Name(entry.Path.Name, entry.Node));
                }
        }, format);
    }

    private static SmolCommand Stat(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        return OnImage(folders, "stat", "Show what is known of a file", ["smol image stat hello:/bin/sh"], (_, place, node, parsed) =>
        {
            NodeRow row = NodeRow.Of(place.Path, node);
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(row, CliJson.Default.NodeRow));
            else
                foreach (string line in row.Lines())
                    Screen.Print(line);
        }, format);
    }

    private static SmolCommand Cat(SmolFolders folders) =>
        OnImage(folders, "cat", "Print a file's bytes", ["smol image cat hello:/etc/rc"], (tree, place, _, _) =>
        {
            if (tree.Resolve(place.Path) is not FileNode file)
                throw new SmolException("is not a file", $"{place.Image}:{place.Path}");
            using Stream output = Console.OpenStandardOutput();
            new ContentStream(file.Content).CopyTo(output, 1 << 20);
        });

    private static SmolCommand Usage(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        return OnImage(folders, "du", "Show how many KiB of content each directory has", ["smol image du hello:/usr"], (_, place, node, parsed) =>
        {
            IReadOnlyList<UsageRow> rows = UsageRow.Of(place.Path, node);
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.IReadOnlyListUsageRow));
            else
                foreach (UsageRow row in rows)
                    Screen.Print($"{Text((row.Bytes + 1023) / 1024)}\t{row.Path}");
        }, format);
    }

    /// <summary>A command on one place in an image.</summary>
    private static SmolCommand OnImage(
        SmolFolders folders, string name, string description, string[] examples, Action<FileTree, ImagePath, Node, ParseResult> action, params Option[] options)
    {
        var argument = new Argument<string>("IMAGE[:/PATH]") { Description = "A disk image's file or an image of the store, and a place in it" };
        Option<string?> partition = CommonOptions.Partition();
        var command = new SmolCommand(name, description, examples) { argument, partition };
        foreach (Option option in options)
            command.Add(option);
        command.SetAction(parsed =>
        {
            ImagePath place = ImagePath.Parse(parsed.GetValue(argument)!);
            using OpenedDiskImage image = place.Open(folders, parsed.GetValue(partition));
            FilesystemContents contents = image.Read();
            foreach (string notice in contents.Notices)
                Screen.Say($"smol: {place.Image}: {notice}");
            action(contents.Tree, place, place.Find(contents.Tree), parsed);
            return 0;
        });
        return command;
    }

    private static void PrintNodes(FileTreeEntry[] entries) =>
        Screen.Print(JsonSerializer.Serialize([.. entries.Select(entry => NodeRow.Of(entry.Path, entry.Node))], CliJson.Default.NodeRowArray));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
