using Smol.Building.Composition;
using Smol.Building.Recipes.Make;
using Smol.Guests;

namespace Smol.Building.Recipes;

/// <summary>The variables of a service with what decided them.</summary>
internal static class RecipeOptionList
{
    /// <summary>Those that a build knows, in the order in which documents name them, then those that the service's files set for themselves.</summary>
    public static IReadOnlyList<RecipeOption> Of(MakeVariables variables, ServiceOptions options)
    {
        IReadOnlyList<string> known = ServiceVariables.Built;
        IEnumerable<string> others = variables.Names().Where(name => !known.Contains(name));
        return [.. known.Concat(others).Select(name => new RecipeOption(name, variables.Get(name)?.Trim() is { Length: > 0 } value ? value : Implied(name, options), PlaceOf(variables, name)))];
    }

    /// <summary>What holds where no makefile says anything.</summary>
    private static string Implied(string name, ServiceOptions options) => name switch
    {
        "GUEST" => options.Guest.ToWord(),
        "SETS" => string.Join(' ', options.Sets),
        "BIOSKERNEL" => options.BiosKernel,
        "FS" => RootFilesystem.For(options.Guest, null, options.ReadOnly).Format.Name,
        _ => "",
    };

    // The service's name is its folder's, whatever a file says.
    private static string PlaceOf(MakeVariables variables, string name) =>
        name == "SERVICE" || variables.OriginOf(name) is null or ValueOrigin.Default ? RecipeOption.Default : variables.PositionOf(name)!.Value.Place;
}
