using System.Text.Json.Nodes;
using Smol.Building.Recipes.Smolerfiles.Planning;

namespace Smol.Building.Caching;

/// <summary>
/// Makes the keys of a stage's steps, each of that before it and of what has a say in the step: its words with all variables expanded, the files
/// that it reads, and for what a guest runs the environment, folder, user and shell in it, the kernel and the driver. Secrets, and proxies that the
/// file does not mention, have no say, nor has what changes no file: <c>ENV</c>, <c>LABEL</c>, <c>CMD</c> and their like count where something uses them.
/// </summary>
/// <param name="sources">Digests what <c>COPY</c> and <c>ADD</c> read.</param>
/// <param name="mounted">Digests what a mount shows of the context, a stage or an image.</param>
/// <param name="guest">What tells guests apart: kernels and the driver.</param>
public sealed class StageKeys(Func<CopyStep, string> sources, Func<RunStep, RunMount, string> mounted, Lazy<string> guest)
{
    /// <summary>The keys, one for each step: of the tree after it.</summary>
    /// <param name="begin">The key of what the stage begins with.</param>
    /// <param name="steps">The steps.</param>
    public IReadOnlyList<string> Of(string begin, IReadOnlyList<PlanStep> steps)
    {
        var keys = new List<string>();
        foreach (PlanStep step in steps)
            keys.Add(begin = Of(begin, step));
        return keys;
    }

    private string Of(string before, PlanStep step) => step switch
    {
        RunStep run => CacheKey.Of(
        [
            before, Words(run with { Environment = [.. run.Environment.Where(variable => !variable.IsPassing)] }), guest.Value,
            .. run.Mounts.Where(mount => mount.ShowsTree).Select(mount => mounted(run, mount)),
        ]),
        CopyStep copy => CacheKey.Of(before, Words(copy), sources(copy)),
        DirectoryStep or UserStep => CacheKey.Of(before, Words(step)),
        _ => before,
    };

    /// <summary>All that the step says, wherever it stands in the file.</summary>
    private static string Words(PlanStep step)
    {
        JsonObject words = PlanJson.Of(step);
        words.Remove("at");
        return words.ToJsonString();
    }
}
