using Smol.Guests.NetBsd.Packages;

namespace Smol.Cli.Packages;

/// <summary>A package of a repository as <c>--format json</c> prints it.</summary>
internal sealed record PackageRow(
    string Name, string Comment, string? Path, long? InstalledSize, string FileName, long? FileSize, string? FileChecksum, string? Homepage, string? License,
    string? System, string? SystemVersion, string? Machine, string? Built, IReadOnlyList<string> Depends, IReadOnlyList<string> Conflicts,
    IReadOnlyList<string> Supersedes, IReadOnlyList<string> Provides, IReadOnlyList<string> Requires, IReadOnlyList<string> Description)
{
    public static PackageRow Of(PackageSummaryEntry entry) => new(
        entry.Name.Full, entry.Comment, entry.Path, entry.InstalledSize, entry.FileName, entry.FileSize, entry.FileChecksum, entry.Find("HOMEPAGE"), entry.Find("LICENSE"),
        entry.Find("OPSYS"), entry.Find("OS_VERSION"), entry.Find("MACHINE_ARCH"), entry.Find("BUILD_DATE"), entry.Depends, entry.Conflicts,
        entry.Supersedes, entry.Provides, entry.Requires, entry.Description);

    /// <summary>The lines of <c>smol pkg info</c>.</summary>
    public IEnumerable<IReadOnlyList<string>> Lines() =>
        new (string Key, IEnumerable<string?> Values)[]
        {
            ("name", [Name]),
            ("comment", [Comment]),
            ("path", [Path]),
            ("homepage", [Homepage]),
            ("license", [License]),
            ("built for", [string.Join(' ', new[] { System, SystemVersion, Machine }.OfType<string>())]),
            ("built", [Built]),
            ("installed size", [Size(InstalledSize)]),
            ("file", [FileName]),
            ("file size", [Size(FileSize)]),
            ("file digest", [FileChecksum]),
            ("depends on", Depends),
            ("conflicts with", Conflicts),
            ("supersedes", Supersedes),
            ("provides", Provides),
            ("requires", Requires),
            ("description", Description),
        }
        .SelectMany(line => line.Values.Where(value => value is not null).Select((value, index) => (IReadOnlyList<string>)[index == 0 ? line.Key : "", value!]));

    private static string? Size(long? bytes) => bytes is { } known ? Output.Amounts.Size(known) : null;
}
