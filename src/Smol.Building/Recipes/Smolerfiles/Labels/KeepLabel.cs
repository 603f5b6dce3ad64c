using Smol.Building.Minimising;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>
/// Reads the label <c>keep</c>: paths from the root on, whose names may be patterns; <c>terminfo</c> and <c>zoneinfo</c> for the descriptions
/// of terminals and the time zones, wherever the guest has them; other words are packages.
/// </summary>
internal static class KeepLabel
{
    // NetBSD's terminfo(5) is a database beside its source; ncurses has folders.
    private static readonly string[] Terminfo = ["/usr/share/misc/terminfo*", "/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo"];
    private static readonly string[] Zoneinfo = ["/usr/share/zoneinfo"];

    /// <summary>Whether a path is one of those that only the label's own words keep.</summary>
    public static bool IsByChoice(string path) => Terminfo.Contains(path) || Zoneinfo.Contains(path);

    /// <summary>Reads it.</summary>
    /// <param name="label">The label.</param>
    /// <param name="packages">The label <c>addpkgs</c>: what a file names itself is there to stay. Null where it names none.</param>
    public static KeepList Read(PlacedLabel label, PlacedLabel? packages)
    {
        string place = label.ValueSpan.ToString();
        string[] words = Words(label);
        IEnumerable<KeepEntry> paths = words.SelectMany(word => word switch
        {
            "terminfo" => Optional(Terminfo, place),
            "zoneinfo" => Optional(Zoneinfo, place),
            ['/', ..] => [new KeepEntry(word, place)],
            _ => [],
        });
        IEnumerable<KeepEntry> named = words.Where(word => word is not ("terminfo" or "zoneinfo") && !word.StartsWith('/')).Select(word => new KeepEntry(word, place));
        IEnumerable<KeepEntry> added = packages is null ? [] : Words(packages).Select(word => new KeepEntry(word, packages.ValueSpan.ToString()));
        return new([.. paths], [.. named, .. added]);
    }

    private static string[] Words(PlacedLabel label) => label.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<KeepEntry> Optional(string[] paths, string place) => paths.Select(path => new KeepEntry(path, place) { IsOptional = true });
}
