using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>What planners of instructions share: the options, the stages, the variables before them, and the findings.</summary>
internal sealed class PlanContext(SmolerfileOptions options, SmolerfileDialect dialect, IReadOnlyList<StageSyntax> stages, DiagnosticBag diagnostics)
{
    public SmolerfileOptions Options => options;

    public SmolerfileDialect Dialect => dialect;

    public IReadOnlyList<StageSyntax> Stages => stages;

    public DiagnosticBag Diagnostics => diagnostics;

    public ExpansionBudget Budget { get; } = new();

    /// <summary>The arguments before the first <c>FROM</c>, and those that tell the platform.</summary>
    public Dictionary<string, string> Global { get; } = [];

    /// <summary>The arguments of the command line that an <c>ARG</c> has asked for.</summary>
    public HashSet<string> Asked { get; } = [];

    /// <summary>A text of a stage's instruction, expanded; null when it can't be, which is then among the findings.</summary>
    public string? Expand(StageState stage, Instruction instruction, MappedText text, ExpansionForm form = ExpansionForm.Word) =>
        ExpandAll(stage, instruction, text, form)?.Text;

    /// <summary>The same as words.</summary>
    public ExpandedText? ExpandAll(StageState stage, Instruction instruction, MappedText text, ExpansionForm form = ExpansionForm.Word)
    {
        // In a heredoc, only \ is an escape letter.
        char escape = form == ExpansionForm.Text ? '\\' : instruction.Head.Escape;
        var expander = new TextExpander(diagnostics, Budget) { WarnsOf = name => !stage.IsBaseUnknown && !stage.Variables.IsDeclared(name) };
        ExpandedText? expanded = expander.Expand(text, escape, stage.Variables.Find, stage.Variables.Names, form);
        if (expanded?.Used.FirstOrDefault(stage.Variables.IsForShell) is not { } unknown)
            return expanded;
        diagnostics.Error(DiagnosticRule.KnownInGuestOnly, text.Span, $"the value of {unknown} is known in the guest only", "it can be used in RUN, ENV and ARG");
        return null;
    }

    /// <summary>Where <c>--from=</c> takes files; null when it can't be, which is then among the findings.</summary>
    public CopyOrigin? Origin(StageState stage, MappedText from)
    {
        string name = from.Text;
        if (name.Contains('$', StringComparison.Ordinal))
        {
            diagnostics.Error(DiagnosticRule.UnknownStage, from.Span, "a stage is not named by a variable", "begin a stage with FROM and the variable, and name that one");
            return null;
        }
        if (StageFinder.Find(stages, name) is not { } found)
            return Image(name, from.Span);
        if (found.Index < stage.Syntax.Index)
            return new(found.Index, null);
        string problem = found.Index == stage.Syntax.Index ? "a stage can't copy from itself" : $"the stage '{name}' comes later";
        diagnostics.Error(DiagnosticRule.UnknownStage, from.Span, problem, "a stage copies from stages before it");
        return null;
    }

    private CopyOrigin? Image(string name, SourceSpan span)
    {
        if (name.All(char.IsAsciiDigit))
        {
            diagnostics.Error(DiagnosticRule.UnknownStage, span, $"there is no stage {name}", $"the last one is {stages.Count - 1}");
            return null;
        }
        if (DiagnosticBag.Suggest(name, stages.Select(stage => stage.Name).OfType<string>()) is { } hint)
            diagnostics.Warn(DiagnosticRule.UnknownStage, span, $"no stage is named '{name}', so it is an image", hint);
        return new(null, name);
    }
}
