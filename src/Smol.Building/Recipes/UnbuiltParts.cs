using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>Finds what a service asks for and this version does not build: better no image than one that lacks something.</summary>
internal static class UnbuiltParts
{
    private static readonly string[] Parts = ["sailor.conf"];

    /// <summary>The parts of a folder that say what a minimised image keeps, which is not built.</summary>
    public static IEnumerable<SmolException> In(string folder) =>
        Parts.Where(part => Path.Exists(Path.Combine(folder, part))).Select(part => new SmolException($"has '{part}', which this version does not build", folder));

    /// <summary>The variables that ask for what is not built; the place is where each is set.</summary>
    public static IEnumerable<SmolException> In(MakeVariables variables)
    {
        foreach ((string name, string? hint) in ServiceVariables.NotBuiltYet.Where(pair => IsSet(variables, pair.Key)))
            yield return new($"sets {name}, which this version does not build", PlaceOf(variables, name), hint);
        foreach ((string name, string hint) in ServiceVariables.SaidElsewhere.Where(pair => variables.OriginOf(pair.Key) is ValueOrigin.File or ValueOrigin.CommandLine))
            yield return new($"sets {name}, which is said in another way here", PlaceOf(variables, name), hint);
    }

    /// <summary>Refuses a service that asks for one.</summary>
    /// <exception cref="SmolException">It does.</exception>
    public static void Refuse(IEnumerable<SmolException> found)
    {
        if (found.FirstOrDefault() is { } first)
            throw first;
    }

    private static string PlaceOf(MakeVariables variables, string name) => variables.PositionOf(name)!.Value.Place;

    private static bool IsSet(MakeVariables variables, string name) =>
        variables.OriginOf(name) is ValueOrigin.File or ValueOrigin.CommandLine && variables.Get(name)?.Trim() is not (null or "" or "n" or "N" or "no" or "NO");
}
