using System.CommandLine;
using System.Text.Json;
using Smol.Building.Catalogues;
using Smol.Building.Recipes;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol service</c>: which services there are, what one is made of, what is wrong with it, and how to begin one.</summary>
internal static class ServiceCommand
{
    public static Command Create(SmolFolders folders) =>
        new SmolCommand("service", "List, show, begin and check services", "smol service ls", "smol service show nginx", "smol service new web", "smol service check ./service/web")
        {
            List(),
            Show(),
            New(),
            ServiceCheckCommand.Create(folders),
        };

    private static Option<string[]> Folders(string description = "A folder of services; may be given again") => new("--services") { Description = description, HelpName = "FOLDER" };

    /// <summary>Reads a service, also one that can't be built.</summary>
    /// <exception cref="SmolException">There is no such service, or its files are not understood.</exception>
    private static ServiceRecipe Read(IReadOnlyList<string> words, string[]? given)
    {
        RecipeWords read = RecipeWords.Read(words);
        return ServiceRecipe.Show(read.Service, ServiceFolders.Of(given), read.Variables, Host.Architecture, LoadedRecipe.Environment());
    }

    private static SmolCommand List()
    {
        Option<string[]> services = Folders("A folder of services in place of the usual ones; may be given again");
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("ls", "List the services, with what is in the way of building one", "smol service ls", "smol service ls --services ./smolBSD/service")
        {
            services, format,
        };
        command.SetAction(parsed =>
        {
            string[] catalogues = ServiceFolders.Of(parsed.GetValue(services));
            IReadOnlyList<ServiceSummary> summaries = [.. ServiceCatalogue.List(parsed.GetValue(services) is { Length: > 0 } given ? given : catalogues).Select(service => ServiceSummary.Of(service, catalogues, Host.Architecture))];
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(summaries, CliJson.Default.IReadOnlyListServiceSummary));
            else
                Table.Print(["NAME", "GUEST", "SETS", "DESCRIPTION"], summaries.Select(summary => (IReadOnlyList<string>)[summary.Name, summary.Guest ?? "-", string.Join(' ', summary.Sets), Describe(summary)]));
            return 0;
        });
        return command;
    }

    private static SmolCommand Show()
    {
        var service = new Argument<string>("SERVICE") { Description = "A service's name, or its folder" };
        var variables = new Argument<string[]>("VAR=value") { Description = "Variables that win over options.mk", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> services = Folders();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("show", "Show a service: its options and where each is set, its files, packages and scripts",
            "smol service show nginx", "smol service show ./service/mine MINIMIZE=+20 --format json")
        {
            service, variables, services, format,
        };
        command.SetAction(parsed =>
        {
            ServiceDescription description = ServiceDescription.Of(Read([parsed.GetValue(service)!, .. parsed.GetValue(variables) ?? []], parsed.GetValue(services)));
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(description, CliJson.Default.ServiceDescription));
            else
                Print(description);
            return 0;
        });
        return command;
    }

    private static SmolCommand New()
    {
        var name = new Argument<string>("NAME") { Description = "The service's name" };
        var from = new Option<string?>("--from") { Description = "Begin with a copy of this service", HelpName = "SERVICE" };
        var services = new Option<string?>("--services") { Description = "The folder of services that it goes into; ./service, or ./services where there is that, without it", HelpName = "FOLDER" };
        var command = new SmolCommand("new", "Begin a service: a folder that builds and boots", "smol service new web", "smol service new proxy --from nginx", "smol service new web --services ./my-services")
        {
            name, from, services,
        };
        command.SetAction(parsed =>
        {
            string? given = parsed.GetValue(services);
            string catalogue = given ?? (!Directory.Exists("service") && Directory.Exists("services") ? "services" : "service");
            var skeleton = new ServiceSkeleton(parsed.GetValue(name)!);
            Screen.Print(parsed.GetValue(from) is { } model
                ? skeleton.CopyOf(catalogue, Read([model], given is null ? null : [given]))
                : skeleton.Create(catalogue));
            return 0;
        });
        return command;
    }

    private static string Describe(ServiceSummary summary) => string.Join(' ',
        new[] { summary.Summary ?? "", summary.Unbuilt.Count == 0 ? "" : $"({string.Join("; ", summary.Unbuilt)})" }.Where(text => text.Length > 0));

    private static void Print(ServiceDescription service)
    {
        Table.PrintRows([["service", service.Name], ["folder", service.Folder], ["common", service.CommonFolder ?? "-"], ["guest", service.Guest]]);
        PrintSection("options", service.Options.Select(option => (IReadOnlyList<string>)[$"  {option.Name}", option.Value, option.Place]));
        PrintSection("files", Lines(service.Files));
        PrintSection("packages", Lines(service.Packages));
        PrintSection("scripts", Lines(service.Scripts));
        PrintSection("in the way", Lines(service.Unbuilt));
        if (service.Readme is not null)
            PrintSection("readme", Lines(service.Readme.TrimEnd().ReplaceLineEndings("\n").Split('\n')));
    }

    private static IEnumerable<IReadOnlyList<string>> Lines(IEnumerable<string> texts) => texts.Select(text => (IReadOnlyList<string>)["  " + text]);

    private static void PrintSection(string heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [.. rows];
        if (all.Length == 0)
            return;
        Screen.Print($"\n{heading}:");
        Table.PrintRows(all);
    }
}
