using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>Something that is to be said of a recipe.</summary>
/// <param name="Place">The file or folder, with the line where there is one: <c>file:line</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What, as a sentence without a full stop.</param>
/// <param name="Hint">What to do about it; null where nothing is to be done.</param>
public sealed record RecipeFinding(string Place, RecipeSeverity Severity, string Text, string? Hint = null)
{
    /// <summary>An error as a finding.</summary>
    /// <param name="failure">The error.</param>
    /// <param name="place">Where it is, when it does not say so itself.</param>
    public static RecipeFinding Of(SmolException failure, string place) => new(failure.Place ?? place, RecipeSeverity.Error, failure.Problem, failure.Hint);

    /// <summary><c>file:line: severity: text</c></summary>
    public override string ToString() => $"{Place}: {Severity.ToString().ToLowerInvariant()}: {Text}";
}
