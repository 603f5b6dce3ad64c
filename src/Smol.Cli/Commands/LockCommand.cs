using System.CommandLine;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol lock</c>: writes, renews and checks a recipe's lock file.</summary>
internal static class LockCommand
{
    public static Command Create(SmolFolders folders)
    {
        var update = new Option<string[]>("--update") { Description = "Take newer inputs: those named, such as base, or all", HelpName = "NAME", Arity = ArgumentArity.ZeroOrMore };
        var check = new Option<bool>("--check") { Description = "Write nothing; say what is wrong with the lock file, with exit code 1 if something is" };
        var command = new SmolCommand("lock", "Write down what a service's images are made of",
            "smol lock hello", "smol lock hello --update", "cd service/mine && smol lock --check", "smol lock ./service/mine --update base comp", "smol lock hello --check")
        {
            update, check,
        };
        var arguments = RecipeArguments.AddTo(command, folders, isOptional: true);
        command.SetAction(parsed =>
        {
            ServiceRecipe recipe = arguments.Load(parsed);
            using var interruption = new Interruption();
            using InputSession session = arguments.Open(parsed, recipe, interruption.Token);
            string[]? updated = parsed.GetResult(update) is null ? null : parsed.GetValue(update) ?? [];
            if (updated is not null && parsed.GetValue(check))
                throw new SmolException("--update and --check exclude each other");
            var relock = new Relock(RecipeArguments.LockPath(recipe), recipe.Options.Architecture, updated);
            return Run(relock, session, parsed.GetValue(check));
        });
        return command;
    }

    private static int Run(Relock relock, InputSession session, bool isCheck)
    {
        LockFile after;
        using (var progress = new ProgressLine())
        using (RecipeInputs inputs = session.Open(relock.Lock, progress))
            after = relock.With(inputs.Locked);
        IReadOnlyList<string> changes = relock.ChangesTo(after);
        foreach (string change in changes)
            Screen.Print(change);
        if (isCheck)
            return changes.Count == 0 ? 0 : ExitCodes.Failed;
        after.Write(relock.Path);
        return 0;
    }
}
