using System.CommandLine;
using System.Text.Json;
using Smol.Building.Checking;
using Smol.Building.Recipes;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Settings;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol service check</c>: what is wrong with services, and what differs from smolBSD.</summary>
internal sealed class ServiceCheckCommand
{
    private readonly SmolFolders _folders;
    private readonly Argument<string[]> _services = new("SERVICE") { Description = "Services' names, or their folders; all services without it", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _catalogues = new("--services") { Description = "A folder of services; may be given again", HelpName = "FOLDER" };
    private readonly Option<string[]> _sets = SetOptions.Folders();
    private readonly Option<string> _format = CommonOptions.Format();
    private readonly MirrorOptions _mirror;
    private readonly SmolCommand _command;

    private ServiceCheckCommand(SmolFolders folders)
    {
        _folders = folders;
        _command = new("check", "Look for what is wrong with services, and for what differs from smolBSD; exit code 1 if there are errors",
            "smol service check ./service/web", "smol service check nginx sshd --format json", "smol service check --services ./smolBSD/service --sets ./sets/amd64")
        {
            _services, _catalogues, _sets, _format,
        };
        _mirror = MirrorOptions.AddTo(_command, folders);
        _command.SetAction(Run);
    }

    public static SmolCommand Create(SmolFolders folders) => new ServiceCheckCommand(folders)._command;

    private int Run(ParseResult parsed)
    {
        string[] given = parsed.GetValue(_catalogues) ?? [];
        string[] catalogues = ServiceFolders.Of(given);
        string[] services = parsed.GetValue(_services) is { Length: > 0 } named ? named : [.. ServiceCatalogue.List(given.Length > 0 ? given : catalogues).Select(service => service.Folder)];
        if (services.Length == 0)
            throw new SmolException("no services were found", hint: "give a service's folder");
        using var interruption = new Interruption();
        CheckedService[] results = [.. services.Select(service => Check(service, catalogues, parsed, interruption.Token))];
        if (parsed.GetValue(_format) == CommonOptions.Json)
            Screen.Print(JsonSerializer.Serialize(results, CliJson.Default.CheckedServiceArray));
        else
            Print(results);
        return results.Any(result => result.Findings.Any(finding => finding.Severity == RecipeSeverity.Error)) ? ExitCodes.Failed : 0;
    }

    private CheckedService Check(string service, string[] catalogues, ParseResult parsed, CancellationToken stop)
    {
        ServiceRecipe recipe;
        try
        {
            recipe = ServiceRecipe.Show(service, catalogues, new Dictionary<string, string>(), Host.Architecture, LoadedRecipe.Environment());
        }
        catch (SmolException failure)
        {
            return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(service)), service, [RecipeFinding.Of(failure, service)], HasSets: true);
        }
        using var session = new InputSession(recipe, SetOptions.Library(parsed.GetValue(_sets), _folders, recipe.Options.Architecture, recipe.Folder), _folders, _mirror, parsed, stop);
        return session.Check(recipe);
    }

    private static void Print(CheckedService[] results)
    {
        // What is said of a file that services share is the same for all.
        RecipeFinding[] findings = [.. results.SelectMany(result => result.Findings).Distinct()];
        foreach (RecipeFinding finding in findings)
            Screen.Print(finding.Hint is null ? finding.ToString() : $"{finding} ({finding.Hint})");
        string[] incomplete = [.. results.Where(result => !result.HasSets).Select(result => result.Name)];
        if (incomplete.Length > 0)
            Screen.Say($"smol: note: not all sets and packages are here, so nobody looked whether they have what rc runs: {string.Join(", ", incomplete)}");
        Screen.Say($"{Count(results.Length, "service")}: {Of(RecipeSeverity.Error, "error")}, {Of(RecipeSeverity.Warning, "warning")}, {Of(RecipeSeverity.Note, "note")}");

        string Of(RecipeSeverity severity, string word) => Count(findings.Count(finding => finding.Severity == severity), word);
    }

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
