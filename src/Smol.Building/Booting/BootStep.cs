using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>A step of a build boot.</summary>
/// <param name="Step">The step of the SMOLerfile.</param>
/// <param name="Script">What the guest's sh runs for it.</param>
public sealed record BootStep(PlanStep Step, string Script)
{
    /// <summary>What it runs when the step has ended, whatever became of it; empty for nothing.</summary>
    public string After { get; init; } = "";

    /// <summary>Files and folders that it finds in <c>/.smol/trees</c>, by their names there: what it mounts of the context and of other trees.</summary>
    public IReadOnlyDictionary<string, Node> Trees { get; init; } = new Dictionary<string, Node>();
}
