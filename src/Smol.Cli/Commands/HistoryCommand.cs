using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Images.Store;

namespace Smol.Cli.Commands;

/// <summary><c>smol history</c>: how an image was made.</summary>
internal static class HistoryCommand
{
    private const int LongestText = 60;

    public static Command Create(SmolFolders folders)
    {
        var image = new Argument<string>("IMAGE") { Description = "An image of the store" };
        var isQuiet = new Option<bool>("--quiet", "-q") { Description = "Only what was done" };
        var isWhole = new Option<bool>("--no-trunc") { Description = "Show long lines to their end" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("history", "Show the steps by which an image was made, the last one first", "smol history hello", "smol history --no-trunc --format json hello")
        {
            image, isQuiet, isWhole, format,
        };
        command.SetAction(parsed =>
        {
            TimeProvider time = TimeProvider.System;
            ImageRecord record = StoredImage.Get(folders, parsed.GetValue(image)!);
            HistoryRecord[] steps = [.. record.History.Reverse()];
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(steps, CliJson.Default.HistoryRecordArray));
            else if (parsed.GetValue(isQuiet))
                Table.PrintRows(steps.Select(step => (string[])[Text(step, parsed.GetValue(isWhole))]));
            else
                Table.Print(["CREATED", "CREATED BY", "SIZE", "SECONDS"], steps.Select(step => Row(step, parsed.GetValue(isWhole), time.GetUtcNow())));
            return 0;
        });
        return command;
    }

    private static string[] Row(HistoryRecord step, bool isWhole, DateTimeOffset now) =>
    [
        Amounts.Age(now - step.Created) + " ago",
        Text(step, isWhole),
        step.Size is { } size ? (size < 0 ? "-" : "") + Amounts.Size(Math.Abs(size)) : "",
        step.IsCached == true ? "cached" : step.Seconds?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
    ];

    private static string Text(HistoryRecord step, bool isWhole) =>
        isWhole || step.CreatedBy.Length <= LongestText ? step.CreatedBy : step.CreatedBy[..(LongestText - 1)] + "…";
}
