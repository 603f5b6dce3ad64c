using System.Collections;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Make;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>A service as a command line names it, with what is to be said of its files.</summary>
internal static class LoadedRecipe
{
    /// <summary>Finds and reads a service that is to be built.</summary>
    /// <param name="service">Its name or folder.</param>
    /// <param name="catalogues">The folders that hold services.</param>
    /// <param name="variables">The variables of the command line.</param>
    /// <exception cref="SmolException">There is no such service, or it can't be built.</exception>
    public static ServiceRecipe Load(string service, IReadOnlyList<string> catalogues, IReadOnlyDictionary<string, string> variables)
    {
        ServiceRecipe recipe = IsFile(service, catalogues) ? FromFile(service) : ServiceRecipe.Load(service, catalogues, variables, Host.Architecture, Environment());
        foreach (MakeNote note in recipe.Notes)
            Screen.Say($"smol: {(note.IsWarning ? "warning" : "note")}: {note}");
        return recipe;
    }

    /// <summary>The environment, which makefiles see.</summary>
    public static Dictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables.Add((string)variable.Key, (string?)variable.Value ?? "");
        return variables;
    }

    /// <summary>A service wins over a file of its name in the current folder.</summary>
    private static bool IsFile(string service, IReadOnlyList<string> catalogues) =>
        File.Exists(service) && (service.Contains('/', StringComparison.Ordinal) || !catalogues.Any(catalogue => Directory.Exists(Path.Combine(catalogue, service))));

    private static ServiceRecipe FromFile(string path) => throw new SmolException("is a file, and no service", path, "give the name of a service, or its folder; 'smol build' and 'smol lint' read SMOLerfiles");
}
