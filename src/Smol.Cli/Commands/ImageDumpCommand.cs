using System.CommandLine;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage.DiskImages;

namespace Smol.Cli.Commands;

/// <summary><c>smol image dumpfs</c>: what a filesystem says of itself.</summary>
internal static class ImageDumpCommand
{
    public static Command Create(SmolFolders folders)
    {
        var image = new Argument<string>("IMAGE") { Description = "A disk image's file, or an image of the store" };
        var superblock = new Option<bool>("--superblock") { Description = "Only the superblock, without the groups" };
        Option<string?> partition = CommonOptions.Partition();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("dumpfs", "Show what a filesystem's superblock and groups say, as dumpfs(8) and dumpe2fs(8) do",
            "smol image dumpfs hello", "smol image dumpfs --superblock my.img")
        {
            image, superblock, partition, format,
        };
        command.SetAction(parsed =>
        {
            using OpenedDiskImage opened = ImagePath.Parse(parsed.GetValue(image)!).Open(folders, parsed.GetValue(partition));
            IEnumerable<IReadOnlyList<FilesystemFact>> groups = parsed.GetValue(superblock) ? [] : opened.SummarizeGroups();
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(FilesystemJson.Of(opened.Summarize(), groups));
            else
                Print(opened.Summarize(), groups);
            return 0;
        });
        return command;
    }

    private static void Print(IReadOnlyList<FilesystemFact> superblock, IEnumerable<IReadOnlyList<FilesystemFact>> groups)
    {
        PrintFacts(superblock);
        foreach (IReadOnlyList<FilesystemFact> group in groups)
        {
            Screen.Print("");
            PrintFacts(group);
        }
    }

    private static void PrintFacts(IReadOnlyList<FilesystemFact> facts) =>
        Table.PrintRows(facts.Select(fact => (IReadOnlyList<string>)[fact.Name, fact.Text]));
}
