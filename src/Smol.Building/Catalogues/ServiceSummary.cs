using Smol.Building.Recipes;
using Smol.Guests;
using Smol.Storage;

namespace Smol.Building.Catalogues;

/// <summary>A service of a catalogue in a line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Summary">What it is, of its README; null where it has none.</param>
/// <param name="Guest">The guest, in a recipe's word; null for a recipe that is not understood.</param>
/// <param name="Sets">Its sets, in the order in which they are laid over each other.</param>
/// <param name="Unbuilt">What is in the way of building it; empty for nothing.</param>
public sealed record ServiceSummary(string Name, string Folder, string? Summary, string? Guest, IReadOnlyList<string> Sets, IReadOnlyList<string> Unbuilt)
{
    /// <summary>Reads a service.</summary>
    /// <param name="service">Its name and folder.</param>
    /// <param name="catalogues">The folders that hold services.</param>
    /// <param name="architecture">The architecture when nothing names one.</param>
    public static ServiceSummary Of(CataloguedService service, IReadOnlyList<string> catalogues, string architecture)
    {
        string? readme = ServiceReadme.Read(service.Folder) is { } text ? ServiceReadme.Summarize(text, service.Name) : null;
        try
        {
            ServiceRecipe recipe = ServiceRecipe.Show(service.Folder, catalogues, new Dictionary<string, string>(), architecture);
            string[] unbuilt = [.. recipe.Unbuilt.Select(problem => problem.Problem)];
            return new(service.Name, service.Folder, readme, recipe.Options.Guest.ToWord(), recipe.Options.Sets, unbuilt);
        }
        catch (SmolException failure)
        {
            return new(service.Name, service.Folder, readme, null, [], [failure.Problem]);
        }
    }
}
