using Smol.Building.Composition;

namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Sets, laid over each other in this order.</summary>
/// <param name="Sets">The sets.</param>
public sealed record SetsBase(IReadOnlyList<SetReference> Sets) : StageBase
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Sets);
}
