using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Journal;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol events</c>: what happened to the machines.</summary>
internal static class EventsCommand
{
    public static Command Create(SmolFolders folders)
    {
        var since = new Option<string?>("--since") { Description = "Only what is not older: a time such as 2026-01-31T12:00:00Z, seconds since 1970, or an age such as 90s, 10m, 2h or 3d", HelpName = "TIME" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens; ends of guests are seen while somebody looks" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("events", "Show what happened to machines", "smol events --since 10m", "smol events --follow --format json") { since, follow, format };
        command.SetAction(parsed =>
        {
            MachineHost host = ThisHost.Open(folders);
            DateTimeOffset oldest = parsed.GetValue(since) is { } text ? ReadTime(text, TimeProvider.System.GetUtcNow()) : DateTimeOffset.MinValue;
            bool isJson = parsed.GetValue(format) == CommonOptions.Json;
            host.List();
            if (parsed.GetValue(follow))
                Follow(host, oldest, isJson);
            else
                foreach (MachineEvent entry in host.Journal.Read().Where(entry => entry.Time >= oldest))
                    Print(entry, isJson);
            return 0;
        });
        return command;
    }

    /// <summary>Reads a moment.</summary>
    /// <exception cref="SmolException">It is none.</exception>
    internal static DateTimeOffset ReadTime(string text, DateTimeOffset now)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && TimeSpan.FromSeconds(count * unit) < now - DateTimeOffset.MinValue)
            return now - TimeSpan.FromSeconds(count * unit);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new SmolException($"'{text}' is not a time", "--since", "such as 2026-01-31T12:00:00Z, 1769860800 or 10m");
    }

    private static void Follow(MachineHost host, DateTimeOffset oldest, bool isJson)
    {
        using var interruption = new Interruption();
        // Without --since it begins now, as tail -f of something that may be long would not.
        long after = oldest > DateTimeOffset.MinValue ? 0 : host.Journal.LastNumber();
        CopyAsync(host, after, oldest, isJson, interruption.Token).GetAwaiter().GetResult();
    }

    private static async Task CopyAsync(MachineHost host, long after, DateTimeOffset oldest, bool isJson, CancellationToken stop)
    {
        await foreach (MachineEvent entry in host.Journal.FollowAsync(after, () => host.List(), stop))
            if (entry.Time >= oldest)
                Print(entry, isJson);
    }

    private static void Print(MachineEvent entry, bool isJson)
    {
        if (isJson)
        {
            Screen.Print(JsonSerializer.Serialize(entry, JournalJson.Default.MachineEvent));
            return;
        }
        string detail = entry switch
        {
            { ExitCode: { } code } => $", exit code {code}",
            { StoppedBy: { } method } => $", {method.ToString().ToLowerInvariant()}",
            { OldName: { } old } => $", was {old}",
            _ => "",
        };
        Screen.Print(string.Create(CultureInfo.InvariantCulture, $"{entry.Time:yyyy-MM-ddTHH:mm:ss.fffZ} {entry.Action.ToString().ToLowerInvariant()} {entry.Name} ({entry.Image}{detail})"));
    }
}
