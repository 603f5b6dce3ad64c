namespace Smol.Building.Recipes.Smolerfiles.Diagnostics;

/// <summary>What the parser directive <c>check=skip=RULE,RULE;error=true</c> says.</summary>
/// <param name="Skipped">The rules whose warnings and notes are not wanted.</param>
/// <param name="SkipsAll">Whether none is wanted.</param>
/// <param name="WarningsAreErrors">Whether warnings end the build.</param>
public sealed record CheckDirective(IReadOnlySet<string> Skipped, bool SkipsAll, bool WarningsAreErrors)
{
    /// <summary>What holds where no file says anything.</summary>
    public static CheckDirective Default { get; } = new(new HashSet<string>(), false, false);

    /// <summary>Whether a rule's warnings are not wanted.</summary>
    public bool Skips(DiagnosticRule rule) => SkipsAll || Skipped.Contains(rule.ToString());

    /// <summary>Reads the directive's value.</summary>
    /// <param name="value">What stands behind <c>check=</c>.</param>
    /// <param name="problem">What is wrong with it; null for nothing.</param>
    public static CheckDirective Parse(string value, out string? problem)
    {
        var skipped = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool areErrors = false;
        problem = null;
        foreach (string option in value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? option : option[..equals].Trim();
            string text = equals < 0 ? "" : option[(equals + 1)..].Trim();
            if (equals > 0 && key == "skip")
                skipped.UnionWith(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            else if (key == "error" && bool.TryParse(text, out bool value2))
                areErrors = value2;
            else
                problem ??= $"'{option}' is no option of check";
        }
        return new(skipped, skipped.Contains("all"), areErrors);
    }
}
