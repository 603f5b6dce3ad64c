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
    private const string RepositoryHelp = "A folder with pkg_summary.gz (or .xz, or not compressed) and the packages; or that file";

    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]{}<>");

    public static Command Create(SmolFolders folders) =>
        new SmolCommand("pkg", "Look into repositories of NetBSD's binary packages", "smol pkg search --repository ./All 'nginx>=1.27'", "smol pkg deps --repository ./All --tree nginx")
        {
            Search(),
            Info(),
            Dependencies(),
            Files(folders),
        };

    private static SmolCommand Search()
    {
        var words = new Argument<string>("PATTERN|WORD") { Description = "A pattern such as 'nginx>=1.27<2' or 'py*-curl-[0-9]*', or a part of a name or comment" };
        Option<string> repository = Repository();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("search", "List the packages that a pattern means, or that a word names", "smol pkg search --repository ./All curl") { words, repository, format };
        command.SetAction(parsed =>
        {
            IReadOnlyList<PackageSummaryEntry> found = Find(Open(parsed, repository).Summary, parsed.GetValue(words)!);
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize([.. found.Select(PackageRow.Of)], CliJson.Default.PackageRowArray));
            else
                Table.PrintRows(found.Select(entry => (IReadOnlyList<string>)[entry.Name.Full, entry.Comment]));
            return found.Count > 0 ? 0 : ExitCodes.Failed;
        });
        return command;
    }

    private static SmolCommand Info()
    {
        var name = new Argument<string>("NAME") { Description = "A package's name, with or without version, or a pattern; the newest one is shown" };
        Option<string> repository = Repository();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("info", "Show what a repository says of a package", "smol pkg info --repository ./All nginx") { name, repository, format };
        command.SetAction(parsed =>
        {
            var row = PackageRow.Of(Best(Open(parsed, repository), parsed.GetValue(name)!));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(row, CliJson.Default.PackageRow));
            else
                Table.PrintRows(row.Lines());
            return 0;
        });
        return command;
    }

    private static SmolCommand Dependencies()
    {
        var names = new Argument<string[]>("NAME") { Description = "Names or patterns of packages", Arity = ArgumentArity.OneOrMore };
        Option<string> repository = Repository();
        var tree = new Option<bool>("--tree") { Description = "Show what needs what" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("deps", "List what would be installed for packages, dependencies first", "smol pkg deps --repository ./All nginx curl", "smol pkg deps --repository ./All --tree nginx")
        {
            names, repository, tree, format,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ResolvedPackage> resolved = new PackageResolver(Open(parsed, repository).Summary, []).Resolve(parsed.GetValue(names)!);
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
        var package = new Argument<string>("FILE.tgz|NAME") { Description = "A package's archive, or its name in the repository" };
        var repository = new Option<string?>("--repository") { Description = RepositoryHelp };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("files", "List the files that a package installs", "smol pkg files nginx-1.27.3.tgz", "smol pkg files --repository ./All nginx") { package, repository, format };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            string path = parsed.GetValue(package)!;
            if (parsed.GetValue(repository) is { } folder)
            {
                var opened = PackageRepository.Open(folder);
                path = opened.FindArchive(Best(opened, path));
            }
            else if (!File.Exists(path))
            {
                throw new SmolException("is not a file", path, "to name a package of a repository, say --repository FOLDER");
            }
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

    private static Option<string> Repository() => new("--repository") { Description = RepositoryHelp, Required = true };

    private static PackageRepository Open(ParseResult parsed, Option<string> repository) => PackageRepository.Open(parsed.GetValue(repository)!);

    private static IReadOnlyList<PackageSummaryEntry> Find(PackageSummary summary, string words) => words.AsSpan().ContainsAny(PatternCharacters)
        ? summary.Find(PackagePattern.Parse(words))
        : [.. summary.Entries.Where(entry => Contains(entry.Name.Full, words) || Contains(entry.Comment, words))];

    private static bool Contains(string text, string words) => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, words, CompareOptions.OrdinalIgnoreCase) >= 0;

    private static PackageSummaryEntry Best(PackageRepository repository, string name) =>
        repository.Summary.Find(PackagePattern.Parse(name)) is [{ } best, ..] ? best
        : throw new SmolException("no such package", $"{repository.SummaryPath}: {name}", "'smol pkg search' shows what there is");
}
