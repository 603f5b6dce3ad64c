using System.CommandLine;
using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Settings;

namespace Smol.Cli.Commands;

/// <summary><c>smol fetch all</c>: all that building and running a service needs, so that both can be done offline.</summary>
internal static class FetchAllCommand
{
    public static SmolCommand Create(SmolFolders folders)
    {
        var service = new Argument<string>("service") { Description = "A service's name, or its folder" };
        var variables = new Argument<string[]>("VAR=value") { Description = "Variables that win over options.mk", Arity = ArgumentArity.ZeroOrMore };
        var catalogues = new Option<string[]>("--services") { Description = "A folder of services; may be given again" };
        Option<string[]> sets = SetOptions.Folders();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("all", "Fetch all that a service needs, and a kernel for it", "smol fetch all hello", "smol fetch all ./service/mine ARCH=i386")
        {
            service, variables, catalogues, sets,
        };
        MirrorOptions mirror = MirrorOptions.AddTo(command, folders);
        command.Add(format);
        command.SetAction(parsed =>
        {
            ServiceRecipe recipe = LoadedRecipe.Load(parsed.GetValue(service)!, ServiceFolders.Of(parsed.GetValue(catalogues)), parsed.GetValue(variables));
            SetLibrary library = SetOptions.Library(parsed.GetValue(sets), folders, recipe.Options.Architecture, recipe.Folder);
            using var interruption = new Interruption();
            FetchedRow[] rows;
            using (var session = new InputSession(recipe, library, folders, mirror, parsed, interruption.Token))
            using (var progress = new ProgressLine())
            using (RecipeInputs inputs = session.Open(InputLock.Open(Path.Combine(recipe.Folder, LockFile.FileName), isLocked: false), progress))
                rows = [FetchCommand.FetchKernel(session.Fetch, folders), .. inputs.Locked.Select(FetchedRow.Of)];
            FetchCommand.Print(rows, parsed.GetValue(format)!);
            return 0;
        });
        return command;
    }
}
