namespace Smol.Building.Recipes;

/// <summary>A variable that means something to a service, as it is at the end.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value; empty for none.</param>
/// <param name="Place">Where it was set: <c>file:line</c>, <c>command line</c>, <c>environment</c>, or <c>default</c>.</param>
public sealed record RecipeOption(string Name, string Value, string Place)
{
    /// <summary>What <see cref="Place"/> is for what nobody set.</summary>
    public const string Default = "default";
}
