using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>Finds what a service asks for and a build refuses: better no image than one that lacks something.</summary>
internal static class UnbuiltParts
{
    /// <summary>The variables that ask for what is said in another way; the place is where each is set.</summary>
    public static IEnumerable<SmolException> In(MakeVariables variables) => ServiceVariables.SaidElsewhere
        .Where(pair => variables.OriginOf(pair.Key) is ValueOrigin.File or ValueOrigin.CommandLine)
        .Select(pair => new SmolException($"sets {pair.Key}, which is said in another way here", variables.PositionOf(pair.Key)!.Value.Place, pair.Value));

    /// <summary>Refuses a service that asks for one.</summary>
    /// <exception cref="SmolException">It does.</exception>
    public static void Refuse(IEnumerable<SmolException> found)
    {
        if (found.FirstOrDefault() is { } first)
            throw first;
    }
}
