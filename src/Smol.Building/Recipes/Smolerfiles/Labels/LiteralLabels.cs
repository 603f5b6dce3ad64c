using System.Text.RegularExpressions;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>Labels that are needed before variables can be expanded, because what those are depends on them.</summary>
internal static partial class LiteralLabels
{
    /// <summary>The value of a label of ours as it was written, or, where that is one variable, the value that the command line or an ARG gives it.</summary>
    /// <param name="syntax">The file.</param>
    /// <param name="name">The label's name, without the prefix.</param>
    /// <param name="arguments">The values of the command line.</param>
    /// <returns>Null where no label says it, or with more than a variable.</returns>
    public static string? Find(SmolerfileSyntax syntax, string name, IReadOnlyDictionary<string, string>? arguments = null)
    {
        foreach (PairsInstruction label in Pairs(syntax, "LABEL"))
        {
            if (label.Pairs.LastOrDefault(pair => OwnLabels.Find(Unquote(pair.Key.Text)) == name) is not { Value: { } value })
                continue;
            string text = Unquote(value.Text);
            if (Variable().Match(text) is { Success: true } variable)
                text = arguments?.GetValueOrDefault(variable.Groups["name"].Value) ?? DefaultOf(syntax, variable.Groups["name"].Value) ?? text;
            if (!text.Contains('$', StringComparison.Ordinal))
                return text;
        }
        return null;
    }

    private static string? DefaultOf(SmolerfileSyntax syntax, string name) =>
        Pairs(syntax, "ARG").SelectMany(argument => argument.Pairs).LastOrDefault(pair => pair.Key.Text == name && pair.Value is not null) is { Value: { } value } ? Unquote(value.Text) : null;

    private static IEnumerable<PairsInstruction> Pairs(SmolerfileSyntax syntax, string verb) =>
        syntax.Flattened.OfType<PairsInstruction>().Where(pairs => pairs.Head.Verb == verb);

    private static string Unquote(string text) => text.Trim('"', '\'');

    [GeneratedRegex(@"\A\$(?:(?<name>\w+)|\{(?<name>\w+)\})\z")]
    private static partial Regex Variable();
}
