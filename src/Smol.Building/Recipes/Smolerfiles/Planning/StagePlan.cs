using System.Globalization;
using Smol.Building.Recipes.Smolerfiles.Stages;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>What is done for a stage.</summary>
/// <param name="Index">Its number in the file, from 0.</param>
/// <param name="Name">Its name; null without one.</param>
/// <param name="Base">What it begins with.</param>
/// <param name="Steps">What is done, in order.</param>
/// <param name="Packages">The packages that its own labels name; null where none does.</param>
/// <param name="Configuration">What its image says of how it is run.</param>
public sealed record StagePlan(int Index, string? Name, StageBase Base, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string>? Packages, ImageConfiguration Configuration)
{
    /// <summary>Whether one of some names or numbers is this stage's.</summary>
    public bool IsOneOf(IEnumerable<string> names) =>
        names.Any(name => string.Equals(name, Name, StringComparison.OrdinalIgnoreCase) || name == Index.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a guest is needed for it.</summary>
    public bool NeedsGuest => Steps.Any(step => step.NeedsGuest);
}
