using Smol.Building.Recipes;
using Smol.Building.Sandbox;

namespace Smol.Building.Checking;

/// <summary>What is to be said of a service's folder and its options.</summary>
internal static class OptionRules
{
    private static readonly string[] Recipes = ["options.mk", "own.mk", "sailor.conf", "packages"];

    public static IEnumerable<RecipeFinding> Check(ServiceFiles service)
    {
        ServiceRecipe recipe = service.Recipe;
        if (!File.Exists(Path.Combine(recipe.Folder, "etc", "rc")))
            yield return MissingRc(recipe);
        if (Find(recipe, "IMGSIZE") is { } size && (recipe.Options.ReadOnly || recipe.Options.IsMinimized))
            yield return new(size.Place, RecipeSeverity.Note, $"IMGSIZE counts for nothing with {(recipe.Options.ReadOnly ? "MOUNTRO" : "MINIMIZE")}: the image is as large as its files need");
        // What is new for who comes from smolBSD with a tree of services.
        if (service.ForeignShutdown is null)
            yield break;
        if (Find(recipe, "ADDPKGS") is { Value.Length: > 0 } packages)
            yield return new(packages.Place, RecipeSeverity.Note, "packages come with all that they need, and registered; smolBSD unpacks those that are named");
        if (service.ScriptNames.Count > 0 && !recipe.NeedsNetBsd)
            yield return new(Path.Combine(recipe.Folder, "postinst"), RecipeSeverity.Note, "scripts run in a sandbox, without root and without the network; smolBSD runs them as root on the host");
    }

    private static RecipeOption? Find(ServiceRecipe recipe, string name) => recipe.Variables.FirstOrDefault(option => option.Name == name && option.Place != RecipeOption.Default);

    private static RecipeFinding MissingRc(ServiceRecipe recipe)
    {
        bool hasScripts = PostinstScripts.In(recipe.Folder).Count > 0;
        string? smolerfile = FindSmolerfile(recipe);
        return hasScripts || (smolerfile is null && Recipes.Any(part => Path.Exists(Path.Combine(recipe.Folder, part))))
            ? new(recipe.Folder, RecipeSeverity.Note, "has no etc/rc: that of its sets, or another first process, starts the machine")
            : new(recipe.Folder, RecipeSeverity.Warning, "has no etc/rc: a SMOLerfile's leftover, not a service", smolerfile is null ? null : $"the recipe is {smolerfile}");
    }

    /// <summary>smolBSD has them beside its folder of services.</summary>
    private static string? FindSmolerfile(ServiceRecipe recipe)
    {
        string folder = Path.Combine(Path.GetFullPath(recipe.Folder), "..", "..", "smolerfiles");
        return new[] { $"Dockerfile.{recipe.Name}", $"SMOLerfile.{recipe.Name}", $"{recipe.Name}.smol" }.Where(file => File.Exists(Path.Combine(folder, file)))
            .Select(file => "smolerfiles/" + file).FirstOrDefault();
    }
}
