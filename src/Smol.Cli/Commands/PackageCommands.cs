using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Packages;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Cli.Commands;

/// <summary><c>smol pkg</c>: the binary packages of NetBSD guests.</summary>
internal static class PackageCommands
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]{}<>");

    public static Command Create(SmolFolders folders) =>
        new SmolCommand("pkg", "Look into NetBSD's binary packages", "smol pkg search 'nginx>=1.27'", "smol pkg deps --tree nginx", "smol pkg info curl --pkgsite ./All")
        {
            Search(folders),
            Info(folders),
            Dependencies(folders),
            Files(folders),
        };

    private static SmolCommand Search(SmolFolders folders)
    {
        var words = new Argument<string>("PATTERN|WORD") { Description = "A pattern such as 'nginx>=1.27<2' or 'py*-curl-[0-9]*', or a part of a name or comment" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("search", "List the packages that a pattern means, or that a word names", "smol pkg search curl") { words, format };
        var site = PackageSiteOptions.AddTo(command, folders);
        command.SetAction(parsed =>
        {
            IReadOnlyList<PackageSummaryEntry> found = site.Read(parsed, summary => Find(summary, parsed.GetValue(words)!));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize([.. found.Select(PackageRow.Of)], CliJson.Default.PackageRowArray));
            else
                Table.PrintRows(found.Select(entry => (IReadOnlyList<string>)[entry.Name.Full, entry.Comment]));
            return found.Count > 0 ? 0 : ExitCodes.Failed;
        });
        return command;
    }

    private static SmolCommand Info(SmolFolders folders)
    {
        var name = new Argument<string>("NAME") { Description = "A package's name, with or without version, or a pattern; the newest one is shown" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("info", "Show what a repository says of a package", "smol pkg info nginx") { name, format };
        var site = PackageSiteOptions.AddTo(command, folders);
        command.SetAction(parsed =>
        {
            var row = PackageRow.Of(site.Read(parsed, summary => Best(summary, parsed.GetValue(name)!)));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(row, CliJson.Default.PackageRow));
            else
                Table.PrintRows(row.Lines());
            return 0;
        });
        return command;
    }

    private static SmolCommand Dependencies(SmolFolders folders)
    {
        var names = new Argument<string[]>("NAME") { Description = "Names or patterns of packages", Arity = ArgumentArity.OneOrMore };
        var tree = new Option<bool>("--tree") { Description = "Show what needs what" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("deps", "List what would be installed for packages, dependencies first", "smol pkg deps nginx curl", "smol pkg deps --tree nginx")
        {
            names, tree, format,
        };
        var site = PackageSiteOptions.AddTo(command, folders);
        command.SetAction(parsed =>
        {
            IReadOnlyList<ResolvedPackage> resolved = site.Read(parsed, summary => new PackageResolver(summary, []).Resolve(parsed.GetValue(names)!));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize([.. resolved.Select(DependencyRow.Of)], CliJson.Default.DependencyRowArray));
            else if (parsed.GetValue(tree))
                foreach (string line in new DependencyTree(resolved).Lines())
                    Screen.Print(line);
            else
                Table.Print(["PACKAGE", "INSTALLED SIZE", "FOR"], resolved.Select(package => (IReadOnlyList<string>)
                    [package.Entry.Name.Full, package.Entry.InstalledSize is { } size ? Amounts.Size(size) : "", package.IsAutomatic ? "a dependency" : "itself"]));
            return 0;
        });
        return command;
    }

    private static SmolCommand Files(SmolFolders folders)
    {
        var package = new Argument<string>("FILE.tgz|NAME") { Description = "A package's archive, or the name of a package, which is fetched" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("files", "List the files that a package installs", "smol pkg files nginx", "smol pkg files ./nginx-1.27.3.tgz") { package, format };
        var site = PackageSiteOptions.AddTo(command, folders);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            string path = parsed.GetValue(package)!;
            if (!path.Contains('/', StringComparison.Ordinal) && !File.Exists(path))
                path = site.Fetch(parsed, summary => Best(summary, path));
            using var archive = PackageArchive.Open(path, new ArchiveCache(folders.Archives), interruption.Token);
            string[] files = [.. archive.Contents.Files.Select(file => file.ToString())];
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(files, CliJson.Default.StringArray));
            else
                foreach (string file in files)
                    Screen.Print(file);
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<PackageSummaryEntry> Find(PackageSummary summary, string words) => words.AsSpan().ContainsAny(PatternCharacters)
        ? summary.Find(PackagePattern.Parse(words))
        : [.. summary.Entries.Where(entry => Contains(entry.Name.Full, words) || Contains(entry.Comment, words))];

    private static bool Contains(string text, string words) => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, words, CompareOptions.OrdinalIgnoreCase) >= 0;

    private static PackageSummaryEntry Best(PackageSummary summary, string name) =>
        summary.Find(PackagePattern.Parse(name)) is [{ } best, ..] ? best
        : throw new SmolException("no such package", name, "'smol pkg search' shows what there is");
}
