namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A file whose content stands in the SMOLerfile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its content, in UTF-8.</param>
public sealed record InlineFile(string Name, string Content);
