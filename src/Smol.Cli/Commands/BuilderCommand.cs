using System.CommandLine;
using System.Text.Json;
using Smol.Building.Caching;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Smolerfiles;
using Smol.Images.Store;

namespace Smol.Cli.Commands;

/// <summary><c>smol builder</c>: what guests have done for SMOLerfiles, and need not do again.</summary>
internal static class BuilderCommand
{
    private const int LongestText = 60;

    public static Command Create(SmolFolders folders) =>
        new SmolCommand("builder", "Look after the steps of SMOLerfiles that were run", "smol builder du", "smol builder prune --filter until=24h") { Usage(folders), Prune(folders) };

    private static StepStore Store(SmolFolders folders) => new(folders.Steps, TimeProvider.System);

    /// <summary>The keys of the steps by which images of the store were made.</summary>
    private static HashSet<string> KeysOfImages(SmolFolders folders) =>
        [.. new ImageStore(folders.Images, TimeProvider.System).List().SelectMany(image => image.StepKeys)];

    private static SmolCommand Usage(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("du", "List the steps that are kept, those that were not used for longest first", "smol builder du", "smol builder du --format json") { format };
        command.Aliases.Add("ls");
        command.SetAction(parsed =>
        {
            HashSet<string> used = KeysOfImages(folders);
            StepRow[] rows = [.. Store(folders).List().Select(entry => StepRow.Of(entry, used))];
            if (parsed.GetValue(format) == CommonOptions.Json)
            {
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.StepRowArray));
                return 0;
            }
            Table.Print(["KEY", "SIZE", "USED", "IN USE", "STEP"], rows.Select(Cells));
            Screen.Say($"{rows.Length} steps, {Amounts.Size(rows.Sum(row => row.Size))} of {Amounts.Size(StepStore.UsualLimit)}");
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<string> Cells(StepRow row)
    {
        string text = row.Step.Length <= LongestText ? row.Step : row.Step[..LongestText] + "...";
        return [row.Key[..12], Amounts.Size(row.Size), Amounts.Age(TimeProvider.System.GetUtcNow() - row.Used) + " ago", row.InUse ? "yes" : "no", text.ReplaceLineEndings(" ")];
    }

    private static SmolCommand Prune(SmolFolders folders)
    {
        var all = new Option<bool>("--all", "-a") { Description = "Remove the steps of images in the store, too; they are run again when they are wanted" };
        var filter = new Option<string[]>("--filter") { Description = "until=24h: only what was not used for so long; until=2026-01-31: not since then", HelpName = "until=TIME" };
        var keep = new Option<string?>("--keep-storage") { Description = "Remove no more than it takes to come down to this size", HelpName = "SIZE" };
        var command = new SmolCommand("prune", "Remove steps that no image of the store was made by, those that were not used for longest first",
            "smol builder prune", "smol builder prune --all", "smol builder prune --all --keep-storage 2g") { all, filter, keep };
        command.SetAction(parsed =>
        {
            DateTimeOffset until = StepFilter.Until(parsed.GetValue(filter) ?? [], TimeProvider.System);
            HashSet<string> used = parsed.GetValue(all) ? [] : KeysOfImages(folders);
            long limit = parsed.GetValue(keep) is { } size ? ByteSize.Parse(size.ToUpperInvariant().TrimEnd('B'), 0) : 0;
            StepPruning pruned = Store(folders).Prune(entry => !used.Contains(entry.Record.Key) && entry.Used <= until, limit);
            Screen.Print($"{pruned.Steps.Count} steps, {Amounts.Size(pruned.Bytes)} removed");
            return 0;
        });
        return command;
    }
}
