using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>Finds misspelled variables: those that are set, mean nothing to a build, and that no other expansion or condition asks for.</summary>
internal static class UnknownVariables
{
    /// <summary>A warning for each that a file sets.</summary>
    /// <param name="variables">The variables, after all that is known was read.</param>
    /// <exception cref="SmolException">The command line sets one.</exception>
    public static IReadOnlyList<MakeNote> Find(MakeVariables variables)
    {
        var notes = new List<MakeNote>();
        foreach (string name in variables.Names().Where(name => !ServiceVariables.Known.Contains(name) && !variables.IsUsed(name)))
        {
            SourcePosition position = variables.PositionOf(name)!.Value;
            if (variables.OriginOf(name) == ValueOrigin.CommandLine)
                throw new SmolException($"the variable {name} is not known", position.Place, Suggest(name) ?? "known are " + string.Join(' ', ServiceVariables.Built));
            notes.Add(new($"unknown variable {name}" + (Suggest(name) is { } suggestion ? $" ({suggestion})" : ""), position, IsWarning: true));
        }
        return notes;
    }

    private static string? Suggest(string name) =>
        name.Length > 2 && NearNames.Find(name.ToUpperInvariant(), ServiceVariables.Known) is [string nearest, ..] ? $"did you mean {nearest}?" : null;
}
