using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>Labels that are needed before variables can be expanded, because what those are depends on them.</summary>
internal static class LiteralLabels
{
    /// <summary>The value of a label of ours as it was written; null where no label says it, or with variables.</summary>
    public static string? Find(SmolerfileSyntax syntax, string name)
    {
        foreach (PairsInstruction label in syntax.Flattened.OfType<PairsInstruction>().Where(pairs => pairs.Head.Verb == "LABEL"))
        {
            if (label.Pairs.LastOrDefault(pair => OwnLabels.Find(Unquote(pair.Key.Text)) == name) is { Value: { } value } && !value.Text.Contains('$', StringComparison.Ordinal))
                return Unquote(value.Text);
        }
        return null;
    }

    private static string Unquote(string text) => text.Trim('"', '\'');
}
