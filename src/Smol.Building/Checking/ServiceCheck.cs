using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Planning;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Make;
using Smol.Fetching;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Building.Checking;

/// <summary>
/// Looks at a service before it is built: what is wrong with it, what probably is, and what differs from smolBSD. Nothing is fetched, and none
/// of its scripts runs.
/// </summary>
/// <param name="recipe">The service.</param>
/// <param name="finders">Know where its sets and packages are.</param>
/// <param name="fetcher">Knows what is here.</param>
/// <param name="cache">Where sets are unpacked to that are here.</param>
public sealed class ServiceCheck(ServiceRecipe recipe, InputFinders finders, Fetcher fetcher, ArchiveCache cache)
{
    /// <summary>Looks at it.</summary>
    /// <param name="cancellation">Ends it early.</param>
    public CheckedService Run(CancellationToken cancellation)
    {
        var service = new ServiceFiles(recipe);
        List<RecipeFinding> findings =
        [
            .. recipe.Unbuilt.Select(problem => RecipeFinding.Of(problem, recipe.Folder)),
            .. recipe.Notes.Select(Of),
            .. OptionRules.Check(service),
            .. RcRules.Check(service),
            .. PostinstRules.Check(service),
            .. SyntaxRules.Check(service),
        ];
        bool isComplete = CheckTree(service, findings, cancellation);
        return new(recipe.Name, recipe.Folder, findings, isComplete);
    }

    private static RecipeFinding Of(MakeNote note) => new(note.Position.Place, note.IsWarning ? RecipeSeverity.Warning : RecipeSeverity.Note, note.Text);

    /// <summary>Looks at what needs the sets.</summary>
    /// <returns>Whether they are here.</returns>
    private bool CheckTree(ServiceFiles service, List<RecipeFinding> findings, CancellationToken cancellation)
    {
        if (recipe.Options.BaseImage is not null)
            return false;
        try
        {
            using InputForecast inputs = InputForecast.Make(recipe.Options, finders, fetcher, InputLock.Open(Path.Combine(recipe.Folder, LockFile.FileName), isLocked: false), baseImage: null);
            if (!inputs.AllHere)
                return false;
            using RecipeInputs opened = inputs.Open(cache, cancellation);
            TreeForecast tree = TreeForecast.Of(opened, recipe);
            if (!recipe.NeedsNetBsd && tree.FindDeferred(service.PostinstFolder, service.ScriptNames) is { } deferred)
                findings.Add(new(service.PostinstFolder, RecipeSeverity.Note, $"{string.Join(", ", deferred.Scripts)}: at a build boot, since {deferred.Reason}"));
            RootFilesystem root = RootFilesystem.For(tree.Guest, recipe.Options.Filesystem, recipe.Options.ReadOnly);
            new ServiceComposer(recipe, tree.Guest, default).Complete(tree.Tree!, recipe.Partition, root);
            findings.AddRange(ProgramRules.Check(service, tree.Tree!));
            return true;
        }
        catch (SmolException failure)
        {
            findings.Add(RecipeFinding.Of(failure, recipe.Folder));
            return true;
        }
    }
}
