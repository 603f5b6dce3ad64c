using System.CommandLine;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;

namespace Smol.Cli.Commands;

/// <summary><c>smol fetch all</c>: all that building and running a service needs, so that both can be done offline.</summary>
internal static class FetchAllCommand
{
    public static SmolCommand Create(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("all", "Fetch all that a service needs, and a kernel for it", "smol fetch all hello", "smol fetch all ./service/mine ARCH=i386");
        var arguments = RecipeArguments.AddTo(command, folders);
        command.Add(format);
        command.SetAction(parsed =>
        {
            ServiceRecipe recipe = arguments.Load(parsed);
            using var interruption = new Interruption();
            FetchedRow[] rows;
            using (InputSession session = arguments.Open(parsed, recipe, interruption.Token))
            using (var progress = new ProgressLine())
            using (RecipeInputs inputs = session.Open(InputLock.Open(RecipeArguments.LockPath(recipe), isLocked: false), progress))
                rows = [FetchCommand.FetchKernel(session.Fetch, folders), .. inputs.Locked.Select(FetchedRow.Of)];
            FetchCommand.Print(rows, parsed.GetValue(format)!);
            return 0;
        });
        return command;
    }
}
