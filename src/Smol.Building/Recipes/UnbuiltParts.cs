using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>Refuses what a service asks for and this version does not build: better no image than one that lacks something.</summary>
internal static class UnbuiltParts
{
    private static readonly string[] Parts = ["sailor.conf"];

    /// <summary>Refuses the parts of a folder.</summary>
    /// <exception cref="SmolException">There is one.</exception>
    public static void Refuse(string folder)
    {
        if (Parts.FirstOrDefault(part => Path.Exists(Path.Combine(folder, part))) is { } found)
            throw new SmolException($"has '{found}', which this version does not build", folder);
    }

    /// <summary>Refuses variables that ask for something.</summary>
    /// <exception cref="SmolException">One does; the place is where it is set.</exception>
    public static void Refuse(MakeVariables variables)
    {
        foreach ((string name, string? hint) in ServiceVariables.NotBuiltYet.Where(pair => IsSet(variables, pair.Key)))
            throw new SmolException($"sets {name}, which this version does not build", PlaceOf(variables, name), hint);
        foreach ((string name, string hint) in ServiceVariables.SaidElsewhere.Where(pair => variables.OriginOf(pair.Key) is ValueOrigin.File or ValueOrigin.CommandLine))
            throw new SmolException($"sets {name}, which is said in another way here", PlaceOf(variables, name), hint);
    }

    private static string PlaceOf(MakeVariables variables, string name) => variables.PositionOf(name)!.Value.Place;

    private static bool IsSet(MakeVariables variables, string name) =>
        variables.OriginOf(name) is ValueOrigin.File or ValueOrigin.CommandLine && variables.Get(name)?.Trim() is not (null or "" or "n" or "N" or "no" or "NO");
}
