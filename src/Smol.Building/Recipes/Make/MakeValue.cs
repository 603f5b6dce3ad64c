namespace Smol.Building.Recipes.Make;

/// <summary>What a variable was set to.</summary>
/// <param name="Text">The value, with its references as they are.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Position">Where it was last set.</param>
internal sealed record MakeValue(SourceText Text, ValueOrigin Origin, SourcePosition Position);
