using Smol.Building.Recipes.Smolerfiles.Labels;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>What is done to make an image of a SMOLerfile: nothing in it has still to be expanded or looked up in the file.</summary>
/// <param name="File">The SMOLerfile's path.</param>
/// <param name="Dialect">Whose rule holds.</param>
/// <param name="Stages">The stages that the last one of them needs, and it, in the order in which they can be made.</param>
/// <param name="Settings">What its labels say of the image and its machines.</param>
public sealed record SmolerfilePlan(string File, SmolerfileDialect Dialect, IReadOnlyList<StagePlan> Stages, SmolerfileSettings Settings)
{
    /// <summary>The stage whose tree becomes the image.</summary>
    public StagePlan Target => Stages[^1];

    /// <summary>Whether a guest is needed for it.</summary>
    public bool NeedsGuest => Stages.Any(stage => stage.NeedsGuest);
}
