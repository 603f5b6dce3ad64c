using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>Expands texts of instructions, and says at its place what can't be.</summary>
/// <param name="diagnostics">Gets what is to be said.</param>
/// <param name="budget">What the expansions of the file may still take.</param>
internal sealed class TextExpander(DiagnosticBag diagnostics, ExpansionBudget budget)
{
    /// <summary>Whether a variable that is not set is worth a warning, which it is not where the base is not known.</summary>
    public Func<string, bool> WarnsOf { get; init; } = static _ => true;

    /// <summary>The rule that it breaks.</summary>
    public DiagnosticRule Rule { get; init; } = DiagnosticRule.UndefinedVar;

    /// <summary>A text without its variables and quotes; null when it can't be expanded, which is then among the findings.</summary>
    public ExpandedText? Expand(MappedText text, char escape, Func<string, string?> find, IEnumerable<string> names, ExpansionForm form = ExpansionForm.Word)
    {
        try
        {
            ExpandedText expanded = new WordExpander(text.Text, escape, form, find, budget).Run();
            Warn(text, expanded, names);
            return expanded;
        }
        catch (ExpansionException failure)
        {
            int at = Math.Min(failure.At, text.Text.Length);
            diagnostics.Error(DiagnosticRule.BadSubstitution, text.SpanOf(at, Math.Min(1, text.Text.Length - at)), failure.Message, failure.Hint);
            return null;
        }
    }

    private void Warn(MappedText text, ExpandedText expanded, IEnumerable<string> names)
    {
        foreach ((string name, int at) in expanded.Unset.Where(unset => WarnsOf(unset.Name)).TakeWhile(_ => !diagnostics.IsFull))
        {
            int length = Math.Min(name.Length + 1, text.Text.Length - at);
            diagnostics.Warn(Rule, text.SpanOf(at, length), $"the variable {name} is not set", DiagnosticBag.Suggest(name, names));
        }
    }
}
