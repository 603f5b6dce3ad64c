using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Fetching.Downloads;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Cli.Commands;

/// <summary><c>smol cache</c>: what was fetched, and what it was unpacked to.</summary>
internal static class CacheCommand
{
    public static Command Create(SmolFolders folders) =>
        new SmolCommand("cache", "Look after what was fetched and unpacked", "smol cache ls", "smol cache prune --unused-for 30", "smol cache verify")
        {
            List(folders), Prune(folders), Verify(folders),
        };

    private static DownloadCache Downloads(SmolFolders folders) => new(folders.Downloads, TimeProvider.System);

    private static ArchiveCache Archives(SmolFolders folders) => new(folders.Archives);

    private static SmolCommand List(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("ls", "List the cache", "smol cache ls", "smol cache ls --format json") { format };
        command.SetAction(parsed =>
        {
            CacheRow[] rows = CacheRow.All(Downloads(folders), Archives(folders));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.CacheRowArray));
            else
                Table.Print(["KIND", "NAME", "SIZE", "USED", "SHA256"], rows.Select(Cells));
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<string> Cells(CacheRow row) =>
        [row.Kind, row.Name, Amounts.Size(row.Size), row.Used is { } used ? Amounts.Age(TimeProvider.System.GetUtcNow() - used) + " ago" : "-", row.Sha256[..12]];

    private static SmolCommand Prune(SmolFolders folders)
    {
        var unused = new Option<int?>("--unused-for") { Description = "Remove downloads, too, that were not used for so many days" };
        var all = new Option<bool>("--all", "-a") { Description = "Remove everything; it is fetched and unpacked again when it is wanted" };
        var command = new SmolCommand("prune", "Remove what killed commands left, and what is unpacked of archives that are gone",
            "smol cache prune", "smol cache prune --unused-for 30", "smol cache prune --all") { unused, all };
        command.SetAction(parsed =>
        {
            bool isAll = parsed.GetValue(all);
            int? days = parsed.GetValue(unused);
            if (days < 0)
                throw new SmolException($"'{days}' is not a number of days", "--unused-for");
            CachePruned downloads = Downloads(folders).Prune(isAll ? TimeSpan.Zero : days is null ? null : TimeSpan.FromDays(days.Value));
            CachePruning archives = Archives(folders).Prune(archive => isAll || archive.Origins.Count == 0);
            Screen.Print($"{downloads.Files + archives.Archives.Count} files, {Amounts.Size(downloads.Bytes + archives.Bytes)} removed");
            return 0;
        });
        return command;
    }

    private static SmolCommand Verify(SmolFolders folders)
    {
        var remove = new Option<bool>("--remove") { Description = "Remove the files that are wrong" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("verify", "Read everything again, and say what is wrong; exit code 1 if something is", "smol cache verify", "smol cache verify --remove") { remove, format };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            CacheProblemRow[] problems =
            [
                .. Downloads(folders).Verify(parsed.GetValue(remove), interruption.Token).Select(finding => new CacheProblemRow(finding.Path, finding.Problem)),
                .. Archives(folders).Verify(interruption.Token).Select(finding => new CacheProblemRow(finding.Path, finding.Problem)),
            ];
            if (parsed.GetValue(remove))
                Array.ForEach(problems, problem => File.Delete(problem.Path));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(problems, CliJson.Default.CacheProblemRowArray));
            else
                Array.ForEach(problems, problem => Screen.Print($"{problem.Path}: {problem.Problem}"));
            return problems.Length == 0 ? 0 : ExitCodes.Failed;
        });
        return command;
    }
}
