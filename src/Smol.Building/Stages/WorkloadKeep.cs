using Smol.Building.Minimising;
using Smol.Building.Recipes.Sailor;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>What a minimised image of a SMOLerfile keeps: what its label names, what every image has, and the programs that it is there to run.</summary>
internal static class WorkloadKeep
{
    /// <summary>Makes the list.</summary>
    /// <param name="labels">What the label names.</param>
    /// <param name="common">The folder that services share, whose <c>sailor.vars</c> says what every image has; null when there is none.</param>
    /// <param name="configuration">What the image runs.</param>
    /// <param name="tree">What is in it.</param>
    public static KeepList Of(KeepList labels, string? common, ImageConfiguration configuration, FileTree tree)
    {
        KeepList shared = common is null ? new([], []) : SailorConf.ReadShared(common);
        string? path = configuration.Environment.LastOrDefault(variable => variable.Name == "PATH")?.Value;
        var programs = new ProgramSearch(tree, (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        IEnumerable<KeepEntry> run =
        [
            .. programs.Of(configuration.Entrypoint ?? [], "ENTRYPOINT"),
            .. programs.Of(configuration.Cmd ?? [], "CMD"),
            .. programs.Of(configuration.Shell ?? [], "SHELL"),
            .. programs.Of(configuration.Healthcheck?.Test switch
            {
                ["CMD", ..] => [.. configuration.Healthcheck.Test.Skip(1)],
                ["CMD-SHELL", var text] => [.. configuration.Shell ?? ["/bin/sh", "-c"], text],
                _ => [],
            }, "HEALTHCHECK"),
        ];
        return new([.. labels.Paths, .. run, .. shared.Paths.Where(entry => !KeepLabel.IsByChoice(entry.Text)).Select(entry => entry with { IsOptional = true })], [.. labels.Packages, .. shared.Packages]);
    }
}
