using Smol.Building.Recipes.Smolerfiles.Planning;

namespace Smol.Building.Booting;

/// <summary>A step of a build boot.</summary>
/// <param name="Step">The step of the SMOLerfile.</param>
/// <param name="Script">What the guest's sh runs for it.</param>
public sealed record BootStep(PlanStep Step, string Script);
