using Smol.Building.Composition;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Storage;

namespace Smol.Building.Catalogues;

/// <summary>All that a service's folder says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="CommonFolder">The folder that becomes <c>/etc/include</c>; null for none.</param>
/// <param name="Guest">The guest, in a recipe's word.</param>
/// <param name="Options">Every variable that means something, with its value and where it was set.</param>
/// <param name="Files">The files that it brings, by their path in the guest.</param>
/// <param name="Packages">The NetBSD packages that it adds, by name or pattern.</param>
/// <param name="Scripts">Its <c>postinst</c> scripts, in the order in which they run.</param>
/// <param name="Unbuilt">What is in the way of building it.</param>
/// <param name="Readme">Its README; null for none.</param>
public sealed record ServiceDescription(
    string Name, string Folder, string? CommonFolder, string Guest, IReadOnlyList<RecipeOption> Options, IReadOnlyList<string> Files,
    IReadOnlyList<string> Packages, IReadOnlyList<string> Scripts, IReadOnlyList<string> Unbuilt, string? Readme)
{
    /// <summary>Describes a service.</summary>
    /// <exception cref="SmolException">A value can't be expanded, or a folder can't be read.</exception>
    public static ServiceDescription Of(ServiceRecipe recipe) => new(
        recipe.Name, recipe.Folder, recipe.CommonFolder, recipe.Options.Guest.ToWord(), recipe.Variables,
        [.. ServiceOverlay.Of(recipe).Where(overlay => overlay.IsOfService).SelectMany(overlay => overlay.Files())],
        recipe.Options.Packages, PostinstScripts.In(recipe.Folder),
        [.. recipe.Unbuilt.Select(problem => problem.Message)], ServiceReadme.Read(recipe.Folder));
}
