using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Splits a SMOLerfile into its stages.</summary>
internal static class StageSplitter
{
    private static readonly string[] Reserved = ["scratch", "context"];

    /// <summary>The <c>ARG</c>s before the first <c>FROM</c>, and the stages.</summary>
    public static (IReadOnlyList<PairsInstruction> Arguments, IReadOnlyList<StageSyntax> Stages) Split(SmolerfileSyntax syntax, DiagnosticBag diagnostics)
    {
        var arguments = new List<PairsInstruction>();
        var stages = new List<StageSyntax>();
        var current = new List<Instruction>();
        bool isLost = false;
        foreach (Instruction instruction in syntax.Flattened)
        {
            if (instruction is FromInstruction from)
                stages.Add(new(stages.Count, from, current = []));
            else if (stages.Count > 0)
                current.Add(instruction);
            else if (instruction is PairsInstruction { Head.Verb: "ARG" } argument)
                arguments.Add(argument);
            else if (instruction is InvalidInstruction)
                isLost = true;
            else if (!isLost)
                diagnostics.Error(DiagnosticRule.OutsideStage, instruction.Head.VerbSpan, $"{instruction.Head.Verb} stands before the first FROM", "only ARG can");
        }
        if (stages.Count == 0 && !isLost && !diagnostics.HasErrors)
            diagnostics.Error(DiagnosticRule.NoInstructions, new(syntax.File, 0, 0), "the file has no FROM, and so nothing to build", "begin it with FROM base,etc");
        Check(stages, diagnostics);
        return (arguments, stages);
    }

    private static void Check(List<StageSyntax> stages, DiagnosticBag diagnostics)
    {
        var seen = new HashSet<string>();
        foreach (StageSyntax stage in stages.Where(stage => stage.Name is not null))
        {
            Lexing.SourceSpan span = stage.From.Name!.Span;
            if (stage.From.Name.Text != stage.Name)
                diagnostics.Warn(DiagnosticRule.StageNameCasing, span, "the name of a stage should be in lower case", $"write {stage.Name}");
            if (Reserved.Contains(stage.Name))
                diagnostics.Warn(DiagnosticRule.ReservedStageName, span, $"'{stage.Name}' means something else, too");
            if (!seen.Add(stage.Name!))
                diagnostics.Warn(DiagnosticRule.DuplicateStageName, span, $"there is another stage '{stage.Name}', and this one hides it");
        }
    }
}
