using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Planning;

/// <summary>What the composed tree will be like: looked at where the inputs are unpacked, and what the recipe says where they are not.</summary>
/// <param name="Guest">The guest in it.</param>
/// <param name="Deferred">What the packages leave to a running NetBSD; null where that is not known.</param>
/// <param name="Tree">The inputs' tree; null where it is not known.</param>
internal sealed record TreeForecast(GuestKind Guest, IReadOnlyList<DeferredCommand>? Deferred, FileTree? Tree)
{
    /// <summary>Looks at it.</summary>
    /// <param name="inputs">The inputs; null where they are not all unpacked.</param>
    /// <param name="recipe">The service.</param>
    public static TreeForecast Of(RecipeInputs? inputs, ServiceRecipe recipe)
    {
        if (inputs is null)
            return new(recipe.Options.Guest, null, null);
        (FileTree tree, IReadOnlyList<DeferredCommand> deferred) = inputs.Compose(null);
        return new(ServiceBuild.DecideGuest(recipe, tree), deferred, tree);
    }

    /// <summary>The scripts that run programs of the image, and those behind them; null where none does, or the tree is not known.</summary>
    public DeferredScripts? FindDeferred(string folder, IReadOnlyList<string> scripts) =>
        Tree is not null && Guest == GuestKind.NetBsd && new ImagePrograms(Tree).FindInScripts(folder, scripts) is var (script, program)
            ? DeferredScripts.From(scripts, script, program)
            : null;
}
