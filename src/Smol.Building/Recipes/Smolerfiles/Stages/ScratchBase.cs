namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Nothing: <c>FROM scratch</c>.</summary>
public sealed record ScratchBase : StageBase
{
    /// <inheritdoc/>
    public override string ToString() => "scratch";
}
