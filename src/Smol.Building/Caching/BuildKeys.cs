namespace Smol.Building.Caching;

/// <summary>The keys of a build.</summary>
/// <param name="Image">That of the image: equal builds have the same, and no others.</param>
/// <param name="Stages">Those of the stages' steps, by the stages' numbers: one for each step, of the tree after it.</param>
/// <param name="Tree">That of the tree that becomes the image.</param>
public sealed record BuildKeys(string Image, IReadOnlyDictionary<int, IReadOnlyList<string>> Stages, string Tree)
{
    /// <summary>The keys of all trees that a step leaves, each once, the image's last.</summary>
    public IReadOnlyList<string> Trees => [.. Stages.OrderBy(stage => stage.Key).SelectMany(stage => stage.Value).Distinct().Where(key => key != Tree), Tree];
}
