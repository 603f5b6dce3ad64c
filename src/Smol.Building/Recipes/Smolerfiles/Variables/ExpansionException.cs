namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>A text can't be expanded; who knows its instruction makes a finding of it.</summary>
/// <param name="at">Where in the text.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="hint">What to do; null for nothing.</param>
internal sealed class ExpansionException(int at, string problem, string? hint = null) : Exception(problem)
{
    public int At { get; } = at;

    public string? Hint { get; } = hint;
}
