namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>An image of the store.</summary>
/// <param name="Name">Its name as it was written; smolBSD's <c>.img</c> is taken away.</param>
public sealed record ImageBase(string Name) : StageBase
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
