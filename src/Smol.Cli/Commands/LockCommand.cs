using System.CommandLine;
using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Settings;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol lock</c>: writes, renews and checks a recipe's lock file.</summary>
internal static class LockCommand
{
    public static Command Create(SmolFolders folders)
    {
        var service = new Argument<string>("service") { Description = "A service's name, or its folder; the current folder without it", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = static _ => "./" };
        var variables = new Argument<string[]>("VAR=value") { Description = "Variables that win over options.mk", Arity = ArgumentArity.ZeroOrMore };
        var catalogues = new Option<string[]>("--services") { Description = "A folder of services; may be given again" };
        Option<string[]> sets = SetOptions.Folders();
        var update = new Option<string[]>("--update") { Description = "Take newer inputs: those named, such as base, or all", HelpName = "NAME", Arity = ArgumentArity.ZeroOrMore };
        var check = new Option<bool>("--check") { Description = "Write nothing; say what is wrong with the lock file, with exit code 1 if something is" };
        var command = new SmolCommand("lock", "Write down what a service's images are made of",
            "smol lock hello", "smol lock hello --update", "cd service/mine && smol lock --check", "smol lock ./service/mine --update base comp", "smol lock hello --check")
        {
            service, variables, catalogues, sets, update, check,
        };
        MirrorOptions mirror = MirrorOptions.AddTo(command, folders);
        command.SetAction(parsed =>
        {
            ServiceRecipe recipe = LoadedRecipe.Load(parsed.GetValue(service)!, ServiceFolders.Of(parsed.GetValue(catalogues)), parsed.GetValue(variables));
            SetLibrary library = SetOptions.Library(parsed.GetValue(sets), folders, recipe.Options.Architecture, recipe.Folder);
            using var interruption = new Interruption();
            using var session = new InputSession(recipe, library, folders, mirror, parsed, interruption.Token);
            string[]? updated = parsed.GetResult(update) is null ? null : parsed.GetValue(update) ?? [];
            if (updated is not null && parsed.GetValue(check))
                throw new SmolException("--update and --check exclude each other");
            var relock = new Relock(Path.Combine(recipe.Folder, LockFile.FileName), recipe.Options.Architecture, updated);
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
