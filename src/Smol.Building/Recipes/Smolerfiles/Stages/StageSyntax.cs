using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>A stage as it was written.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="From">What begins it.</param>
/// <param name="Instructions">What follows.</param>
internal sealed record StageSyntax(int Index, FromInstruction From, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>Its name in lower case; null without one.</summary>
    public string? Name => From.Name?.Text.ToLowerInvariant();

    /// <summary>Its name, or its number.</summary>
    public string Title => Name ?? $"{Index}";
}
