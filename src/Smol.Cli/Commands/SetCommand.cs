using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Building.Composition;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Sets;
using Smol.Fetching.Downloads;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Commands;

/// <summary><c>smol set</c>: what sets are at hand, and what they hold.</summary>
internal static class SetCommand
{
    public static Command Create(SmolFolders folders) =>
        new SmolCommand("set", "List sets, and find which one has a file", "smol set ls", "smol set ls -l base:/bin", "smol set search /usr/bin/strip")
        {
            List(folders),
            Search(folders),
        };

    private static SmolCommand List(SmolFolders folders)
    {
        var set = new Argument<string?>("SET") { Description = "A set, an archive, a package or a folder, or a part of one; without it, the sets at hand", Arity = ArgumentArity.ZeroOrOne };
        var isLong = new Option<bool>("-l", "--long") { Description = "As 'ls -l' shows files, times in UTC" };
        Option<string[]> sets = SetOptions.Folders();
        Option<string> architecture = CommonOptions.Architecture();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("ls", "List the sets at hand, or the files of one",
            "smol set ls --sets ./sets/amd64", "smol set ls base", "smol set ls -l comp:/usr/libexec/*", "smol set ls ./busybox-static_1.35.0_amd64.deb --format json")
        {
            set, isLong, sets, architecture, format,
        };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            SetsAtHand atHand = AtHand(folders, parsed.GetValue(sets), parsed.GetValue(architecture)!);
            bool isJson = parsed.GetValue(format) == CommonOptions.Json;
            if (parsed.GetValue(set) is { } word)
                PrintFiles(atHand, SetReference.Parse(word), parsed.GetValue(isLong), isJson, interruption.Token);
            else
                PrintSets(atHand.List(), isJson);
            return 0;
        });
        return command;
    }

    private static SmolCommand Search(SmolFolders folders)
    {
        var file = new Argument<string>("FILE") { Description = "A path from the root on, a name, or a pattern of either" };
        Option<string[]> sets = SetOptions.Folders();
        Option<string> architecture = CommonOptions.Architecture();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("search", "Find which of the sets at hand has a file", "smol set search /usr/bin/strip", "smol set search strip", "smol set search '/usr/lib/lib*.so'")
        {
            file, sets, architecture, format,
        };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            SetsAtHand atHand = AtHand(folders, parsed.GetValue(sets), parsed.GetValue(architecture)!);
            string wanted = parsed.GetValue(file)!;
            IReadOnlyList<SetMatchRow> matches;
            using (var progress = new ProgressLine())
                matches = atHand.Search(wanted, progress, interruption.Token);
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize([.. matches], CliJson.Default.SetMatchRowArray));
            else if (matches.Count == 0)
                throw NotFound(wanted, atHand.Search("*", new ProgressLine(), interruption.Token));
            else
                Table.Print(["SET", "FILE"], matches.Select(match => (IReadOnlyList<string>)[match.Set, match.Path]));
            return matches.Count == 0 ? 1 : 0;
        });
        return command;
    }

    private static SetsAtHand AtHand(SmolFolders folders, string[]? sets, string architecture) => new(
        SetOptions.Library(sets, folders, architecture),
        FetchedSets.List(new DownloadCache(folders.Downloads, TimeProvider.System), architecture),
        new ArchiveCache(folders.Archives));

    private static void PrintSets(IReadOnlyList<SetRow> rows, bool isJson)
    {
        if (isJson)
        {
            Screen.Print(JsonSerializer.Serialize([.. rows], CliJson.Default.SetRowArray));
            return;
        }
        Table.Print(["SET", "SIZE", "UNPACKED", "MEMBERS", "FILE"], rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            Amounts.Size(row.Size),
            row.UnpackedSize is { } size ? Amounts.Size(size) : "-",
            row.Members is { } members ? members.ToString(CultureInfo.InvariantCulture) : "-",
            row.Path,
        ]));
    }

    private static void PrintFiles(SetsAtHand atHand, SetReference reference, bool isLong, bool isJson, CancellationToken cancellation)
    {
        var tree = new FileTree();
        using SetArchive set = atHand.Open(reference, cancellation);
        set.AddTo(tree, null);
        FileTreeEntry[] entries = [.. FileTreeWalk.Entries(tree).Skip(1)];
        if (isJson)
            Screen.Print(JsonSerializer.Serialize([.. entries.Select(entry => NodeRow.Of(entry.Path, entry.Node))], CliJson.Default.NodeRowArray));
        else if (isLong)
            Table.PrintRows(entries.Select(entry => (IReadOnlyList<string>)
            [
                NodeText.Mode(entry.Node), entry.Node.Attributes.UserId.ToString(CultureInfo.InvariantCulture), entry.Node.Attributes.GroupId.ToString(CultureInfo.InvariantCulture),
                NodeText.Size(entry.Node), NodeText.Time(entry.Node), NodeText.Name(entry.Path.Bytes, entry.Node).Insert(0, "/"),
            ]));
        else
            foreach (FileTreeEntry entry in entries)
                Screen.Print(entry.Node is DirectoryNode ? entry.Path + "/" : entry.Path.ToString());
    }

    private static SmolException NotFound(string wanted, IReadOnlyList<SetMatchRow> all)
    {
        IReadOnlyList<string> near = NearNames.Find(wanted, all.Select(match => match.Path).Distinct());
        return new("no set at hand has it", wanted, near.Count == 0 ? "'smol set ls' shows the sets at hand" : "there is " + string.Join(", ", near));
    }
}
