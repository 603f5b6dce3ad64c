namespace Smol.Building.Recipes.Make;

/// <summary>One side of a comparison.</summary>
/// <param name="Text">What it says, expanded.</param>
/// <param name="IsQuoted">Whether it stands in double quotes, and is no number then.</param>
internal readonly record struct ConditionOperand(string Text, bool IsQuoted);
