namespace Smol.Building.Recipes.Make;

/// <summary>A reference to a variable, such as <c>${NAME:M*}</c>, that was read.</summary>
/// <param name="End">The index behind it.</param>
/// <param name="Value">What it stands for; null when the variable is not set and no modifier gives it a value.</param>
internal readonly record struct Reference(int End, string? Value);
