namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Where files come from that are not of the context.</summary>
/// <param name="Stage">The stage's number; null for an image.</param>
/// <param name="Image">The image of the store; null for a stage.</param>
public sealed record CopyOrigin(int? Stage, string? Image)
{
    /// <summary>The stage's number, or the image.</summary>
    public override string ToString() => Image ?? $"stage {Stage}";
}
