using System.Globalization;

namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Finds stages as <c>--from</c> and <c>--target</c> name them.</summary>
internal static class StageFinder
{
    /// <summary>The stage of a name, of which the last one counts, or of a number; null for none.</summary>
    public static StageSyntax? Find(IReadOnlyList<StageSyntax> stages, string name)
    {
        if (stages.LastOrDefault(stage => string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase)) is { } named)
            return named;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < stages.Count ? stages[index] : null;
    }
}
