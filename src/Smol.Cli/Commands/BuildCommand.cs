using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Smol.Building.Composition;
using Smol.Building.Recipes;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Cli.Commands;

/// <summary><c>smol build</c>: a service becomes an image in the store.</summary>
internal static class BuildCommand
{
    public static Command Create(SmolFolders folders)
    {
        var service = new Argument<string>("service") { Description = "A service's name, or its folder" };
        var variables = new Argument<string[]>("VAR=value") { Description = "Variables that win over options.mk", Arity = ArgumentArity.ZeroOrMore };
        var tag = new Option<string>("--tag", "-t") { Description = "The image's tag", DefaultValueFactory = static _ => ImageName.DefaultTag };
        var catalogues = new Option<string[]>("--services") { Description = "A folder of services; may be given again" };
        Option<string[]> sets = SetOptions.Folders();
        var command = new SmolCommand("build", "Build an image from a service",
            "smol build hello", "smol build ./service/mine IMGSIZE=64 MOUNTRO=y", "smol build hello GUEST=linux -t test --sets ./debs")
        {
            service, variables, tag, catalogues, sets,
        };
        command.SetAction(parsed =>
        {
            string[] services = [.. parsed.GetValue(catalogues) ?? [], "service", "services", Path.Combine(AppContext.BaseDirectory, "services")];
            var recipe = ServiceRecipe.Load(parsed.GetValue(service)!, services, ReadVariables(parsed.GetValue(variables) ?? []), Host.Architecture);
            SetLibrary library = SetOptions.Library(parsed.GetValue(sets), folders, recipe.Options.Architecture, recipe.Folder);
            var build = new ServiceBuild(recipe, library, new ArchiveCache(folders.Archives), new ImageStore(folders.Images, TimeProvider.System));
            return Run(build, parsed.GetValue(tag)!);
        });
        return command;
    }

    private static int Run(ServiceBuild build, string tag)
    {
        long begin = Stopwatch.GetTimestamp();
        using var interruption = new Interruption();
        ImageRecord image;
        using (var progress = new ProgressLine())
            image = build.Run(tag, SourceDate.FromEnvironment(), progress, interruption.Token);
        Screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{image.Name()}: {Amounts.Size(image.Size)}, {image.Filesystem}, {image.Guest}, built in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.00} s"));
        Screen.Print(image.Name().ToString());
        return 0;
    }

    private static Dictionary<string, string> ReadVariables(string[] assignments)
    {
        var variables = new Dictionary<string, string>();
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new SmolException("is not an assignment", assignment, "variables are given as NAME=value");
            variables[assignment[..equals]] = assignment[(equals + 1)..];
        }
        return variables;
    }
}
