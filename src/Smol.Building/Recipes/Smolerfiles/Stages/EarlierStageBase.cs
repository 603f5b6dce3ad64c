namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Another stage, which comes before.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Title">Its name, or its number.</param>
public sealed record EarlierStageBase(int Index, string Title) : StageBase
{
    /// <inheritdoc/>
    public override string ToString() => Title;
}
