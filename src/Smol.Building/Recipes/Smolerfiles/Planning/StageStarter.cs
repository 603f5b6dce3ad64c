using System.Text;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Parsing;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Guests;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Finds what a stage begins with, and begins it.</summary>
internal sealed class StageStarter(PlanContext context, GuestKind guest)
{
    /// <summary>What a stage begins with; null when it can't be told, which is then among the findings.</summary>
    public StageBase? Base(StageSyntax stage)
    {
        var expander = new TextExpander(context.Diagnostics, context.Budget) { Rule = DiagnosticRule.UndefinedArgInFrom };
        FromInstruction from = stage.From;
        if (from.Platform is { } platform && !IsOurs(expander.Expand(platform, from.Head.Escape, context.Global.GetValueOrDefault, context.Global.Keys)?.Text))
            context.Diagnostics.Error(DiagnosticRule.UnsupportedFlag, platform.Span, $"'{platform.Text}' is another platform than the image's, {context.Global["TARGETPLATFORM"]}", "leave --platform out");
        if (expander.Expand(from.Base, from.Head.Escape, context.Global.GetValueOrDefault, context.Global.Keys)?.Text is not { } name)
            return null;
        try
        {
            return name.Length > 0
                ? new BaseReader([.. context.Stages.Take(stage.Index)], context.Options.IsImage).Read(name)
                : throw new SmolException("the base is empty", from.Base.Text, "give the ARG before FROM a default, or --build-arg");
        }
        catch (SmolException failure)
        {
            context.Diagnostics.Error(DiagnosticRule.BadBase, from.Base.Span, failure.Place is null ? failure.Problem : $"'{failure.Place}': {failure.Problem}", failure.Hint);
            return null;
        }
    }

    /// <summary>A stage before its first instruction.</summary>
    /// <param name="syntax">The stage.</param>
    /// <param name="stageBase">What it begins with.</param>
    /// <param name="done">The stages before that are done, by their numbers.</param>
    public StageState Start(StageSyntax syntax, StageBase stageBase, IReadOnlyDictionary<int, StageState> done)
    {
        if (stageBase is EarlierStageBase earlier)
        {
            StageState parent = done[earlier.Index];
            return new(syntax, stageBase)
            {
                Origin = parent.Origin,
                Variables = parent.Variables.Copy(),
                Configuration = parent.Configuration with { OnBuild = [] },
                Labels = [.. parent.Labels],
                IsBaseUnknown = parent.IsBaseUnknown,
            };
        }
        ImageConfiguration? known = stageBase is ImageBase image ? context.Options.BaseConfiguration(image.Name) : new();
        var state = new StageState(syntax, stageBase) { Configuration = (known ?? new()) with { OnBuild = [] }, IsBaseUnknown = known is null };
        foreach (EnvironmentVariable variable in known?.Environment ?? [])
            state.Variables.SetEnvironment(variable);
        if (!state.Variables.HasEnvironment("PATH"))
            state.Variables.SetEnvironment(new("PATH", PredefinedArguments.Path(guest)));
        if (context.Dialect == SmolerfileDialect.SmolBsd)
            state.Variables.SetArgument(new("ARCH", context.Global["ARCH"]));
        return state;
    }

    /// <summary>What the base of a stage asks its children to do.</summary>
    public IEnumerable<Instruction> Triggers(StageBase stageBase) => stageBase switch
    {
        EarlierStageBase earlier => context.Stages[earlier.Index].Instructions.OfType<OnbuildInstruction>().Select(onbuild => onbuild.Inner),
        ImageBase image when context.Options.BaseConfiguration(image.Name) is { OnBuild.Count: > 0 } configuration =>
            new SmolerfileReader(context.Diagnostics, null, context.Dialect)
                .Read($"ONBUILD of {image.Name}", Encoding.UTF8.GetBytes(string.Join('\n', configuration.OnBuild))).Instructions,
        _ => [],
    };

    private bool IsOurs(string? platform) =>
        platform is null || platform == context.Global["TARGETPLATFORM"] || platform == context.Global["TARGETARCH"] || platform == context.Global["ARCH"];
}
