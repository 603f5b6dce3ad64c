using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A stage while its instructions are gone through.</summary>
/// <param name="syntax">The stage as it was written.</param>
/// <param name="stageBase">What it begins with.</param>
internal sealed class StageState(StageSyntax syntax, StageBase stageBase)
{
    public StageSyntax Syntax { get; } = syntax;

    public StageBase Base { get; } = stageBase;

    /// <summary>What its tree is made from in the end.</summary>
    public StageBase Origin { get; init; } = stageBase;

    public StageVariables Variables { get; init; } = new();

    public ImageConfiguration Configuration { get; set; } = new();

    public List<PlanStep> Steps { get; } = [];

    public List<PlacedLabel> Labels { get; init; } = [];

    /// <summary>Whether its base says things that are not at hand.</summary>
    public bool IsBaseUnknown { get; init; }

    /// <summary>The verbs of which only the last one counts, as far as they were met.</summary>
    public HashSet<string> Once { get; } = [];

    /// <summary>The shell of commands in the shell form.</summary>
    public IReadOnlyList<string> Shell => Configuration.Shell ?? ["/bin/sh", "-c"];

    private string[]? Packages => Labels.LastOrDefault(label => label.Name == "addpkgs")?.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public StagePlan Finish() => new(Syntax.Index, Syntax.Name, Base, Steps, Packages, Configuration with { Environment = [.. Variables.Environment] });
}
