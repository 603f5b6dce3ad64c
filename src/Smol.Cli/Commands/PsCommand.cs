using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol ps</c>: the machines.</summary>
internal static class PsCommand
{
    public static Command Create(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var all = new Option<bool>("--all", "-a") { Description = "Also those that don't run" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Only names" };
        var filters = new Option<string[]>("--filter") { Description = "Only those with name=PART, state=STATE or image=IMAGE; may be repeated", HelpName = "KEY=VALUE" };
        var command = new SmolCommand("ps", "List machines", "smol ps", "smol ps -a --format json", "smol ps -q --filter state=stopped") { all, quiet, filters, format };
        command.SetAction(parsed =>
        {
            var filter = new MachineFilter(parsed.GetValue(filters) ?? []);
            MachineListing listing = ThisHost.Open(folders).List();
            bool isAll = parsed.GetValue(all) || filter.HasStates;
            MachineRow[] rows = [.. listing.Machines.Where(machine => (isAll || machine.IsUp) && filter.Fits(machine)).Select(MachineRow.Of)];
            if (parsed.GetValue(quiet))
                foreach (MachineRow row in rows)
                    Screen.Print(row.Name);
            else if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.MachineRowArray));
            else
                PrintTable(rows);
            foreach (SmolException damage in listing.Damaged)
                Screen.Error(damage.Message, damage.Hint);
            return listing.Damaged.Count == 0 ? 0 : ExitCodes.Failed;
        });
        return command;
    }

    private static void PrintTable(MachineRow[] rows) => Table.Print(
        ["NAME", "IMAGE", "STATE", "CREATED", "PORTS", "LOG"],
        rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            row.Image,
            row.ExitCode is { } code ? $"{row.State} ({code})" : row.State,
            Amounts.Age(TimeProvider.System.GetUtcNow() - row.Created) + " ago",
            string.Join(", ", row.Ports),
            Amounts.Size(row.LogSize),
        ]));
}
