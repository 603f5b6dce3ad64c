using Smol.Building.Recipes;

namespace Smol.Building.Planning;

/// <summary>What a build would do, step by step, as far as that is known before anything is fetched.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Guest">The guest, in a recipe's word.</param>
/// <param name="Architecture">The architecture, in NetBSD's word.</param>
/// <param name="Options">Every variable that means something, with its value and where it was set.</param>
/// <param name="Steps">The steps, in their order.</param>
public sealed record BuildPlan(string Service, string Folder, string Guest, string Architecture, IReadOnlyList<RecipeOption> Options, IReadOnlyList<PlanStep> Steps)
{
    /// <summary>The plan as rows of three cells, what it is first: for people. Options that nobody set are left out.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows() =>
    [
        ["service", Service, Folder],
        ["guest", Guest, Architecture],
        .. Options.Where(option => option.Place != RecipeOption.Default).Select(option => (string[])["option", $"{option.Name}={option.Value}", option.Place]),
        .. Steps.SelectMany(step => step.Rows()).Select(row => (string[])[row.What, row.Name, row.Detail]),
    ];
}
