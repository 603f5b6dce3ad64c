using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Which stages another one needs.</summary>
internal static class StageGraph
{
    /// <summary>The stages that are needed to make one, and it, in the order of the file. Others are not looked at, as with BuildKit.</summary>
    /// <param name="stages">All stages.</param>
    /// <param name="bases">What each begins with; null for one that can't be told.</param>
    /// <param name="target">The stage that is wanted.</param>
    public static IReadOnlyList<StageSyntax> Needed(IReadOnlyList<StageSyntax> stages, IReadOnlyList<StageBase?> bases, StageSyntax target)
    {
        var needed = new SortedSet<int> { target.Index };
        for (int index = target.Index; index >= 0; index--)
        {
            // What a stage needs comes before it, so that going down meets all.
            if (needed.Contains(index))
                needed.UnionWith(Needs(stages, bases, index).Where(other => other < index));
        }
        return [.. needed.Select(index => stages[index])];
    }

    private static IEnumerable<int> Needs(IReadOnlyList<StageSyntax> stages, IReadOnlyList<StageBase?> bases, int index)
    {
        if (bases[index] is EarlierStageBase earlier)
            yield return earlier.Index;
        // What a base asks of its children counts for them, too.
        IEnumerable<Instruction> inherited = bases[index] is EarlierStageBase parent
            ? stages[parent.Index].Instructions.OfType<OnbuildInstruction>().Select(onbuild => onbuild.Inner)
            : [];
        foreach (Instruction instruction in stages[index].Instructions.Concat(inherited))
        {
            foreach (string name in Names(instruction))
            {
                if (StageFinder.Find(stages, name) is { } stage)
                    yield return stage.Index;
            }
        }
    }

    private static IEnumerable<string> Names(Instruction instruction) => instruction switch
    {
        CopyInstruction { Flags.From: { } from } => [from.Text],
        RunInstruction run => run.Mounts.SelectMany(mount => mount.Text.Split(',')).Where(field => field.StartsWith("from=", StringComparison.OrdinalIgnoreCase)).Select(field => field[5..].Trim('"')),
        _ => [],
    };
}
