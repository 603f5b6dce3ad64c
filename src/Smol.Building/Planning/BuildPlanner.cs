using System.Globalization;
using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Sailor;
using Smol.Building.Sandbox;
using Smol.Fetching;
using Smol.Guests;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.DiskImages;

namespace Smol.Building.Planning;

/// <summary>Makes the plan of a build: the finders, the composer and the sandbox say what they would do. Nothing is fetched or written.</summary>
/// <param name="recipe">The service.</param>
/// <param name="finders">Know where sets, packages and scripts are.</param>
/// <param name="fetcher">Knows what is here.</param>
/// <param name="cache">Has what was unpacked before.</param>
/// <param name="locks">The recipe's lock file.</param>
public sealed class BuildPlanner(ServiceRecipe recipe, InputFinders finders, Fetcher fetcher, ArchiveCache cache, InputLock locks)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="image">What the image will be called.</param>
    /// <param name="choice">Where the user wants scripts to run.</param>
    /// <param name="baseImage">The image that all is laid over; null for none. It is closed with the plan.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">An input is nowhere, or packages conflict.</exception>
    public BuildPlan Make(string image, PostinstChoice choice, BaseImage? baseImage, CancellationToken cancellation)
    {
        using InputForecast inputs = InputForecast.Make(recipe.Options, finders, fetcher, locks, baseImage);
        using RecipeInputs? opened = inputs.AllUnpacked(cache) ? inputs.Open(cache, cancellation) : null;
        TreeForecast tree = TreeForecast.Of(opened, recipe);
        return new(recipe.Name, recipe.Folder, tree.Guest.ToWord(), recipe.Options.Architecture, recipe.Variables,
        [
            .. inputs.Steps,
            .. ServiceOverlay.Of(recipe).Select(overlay => new OverlayStep(overlay.Folder, "/" + overlay.Target, overlay.Files().Count)),
            .. Kernel(),
            .. FirstBoot(tree),
            .. Scripts(tree, choice),
            .. Boot(tree.Guest),
            Image(image, tree.Guest, baseImage?.Length),
        ]);
    }

    private IEnumerable<PlanStep> Kernel()
    {
        if (recipe.Options.InstalledKernel is { } kernel && !recipe.Options.BiosBoot)
            yield return new OverlayStep(kernel, "/netbsd", 1);
    }

    private IEnumerable<PlanStep> Boot(GuestKind guest)
    {
        if (ServiceBoot.For(recipe, guest, Root(guest).Format, default) is not null)
            yield return new BootStep(recipe.Options.InstalledKernel ?? recipe.Options.BiosKernel, recipe.Options.BiosConsole, recipe.Options.Smolify);
    }

    private RootFilesystem Root(GuestKind guest) => RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly);

    private IEnumerable<PlanStep> FirstBoot(TreeForecast tree)
    {
        if (recipe.Options.Packages.Count > 0 && tree.Deferred is not { Count: 0 })
            yield return new FirstBootStep(tree.Deferred?.Select(Describe).ToArray());
    }

    private static string Describe(DeferredCommand command) => $"{command.Package?.ToString() ?? "the package database"}: {command.ShellLine}";

    private IEnumerable<PlanStep> Scripts(TreeForecast tree, PostinstChoice choice)
    {
        IReadOnlyList<string> scripts = PostinstScripts.Wanted(recipe.Folder, recipe.Options.OnlyScript);
        PostinstRoute route = PostinstRoute.For(recipe.NeedsNetBsd, choice);
        DeferredScripts? deferred = route.Where == PostinstChoice.Sandbox ? tree.FindDeferred(Path.Combine(recipe.Folder, "postinst"), scripts) : null;
        foreach (string script in scripts)
        {
            yield return deferred?.Scripts.Contains(script) == true
                ? new ScriptStep(script, "boot", deferred.Reason)
                : Step(script, route);
        }
        if (recipe.Keep?.Commands.Count > 0)
            yield return new ScriptStep(SailorConf.RunAtBuild, choice == PostinstChoice.Skip ? "skip" : "boot", $"{SailorConf.FileName} has commands for the guest");
        if (recipe.Options.FetchedScript is { } last)
            yield return Step(last.ToString(), route);
    }

    private static ScriptStep Step(string script, PostinstRoute route) => new(script, route.Where.ToString().ToLowerInvariant(), route.Reason);

    private ImageStep Image(string name, GuestKind guest, long? baseLength)
    {
        RootFilesystem root = Root(guest);
        return new(name, recipe.Partition, root.Format.Name, root.MountOptions, Describe(recipe.WithSize(baseLength).Options.Size));
    }

    private static string Describe(FilesystemSize size) =>
        size.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"{length >> 20} MiB")
        : size.IsExactFit ? "as large as its files need"
        : size == FilesystemSize.Auto ? "as large as its files need and a tenth more"
        : string.Create(CultureInfo.InvariantCulture, $"as large as its files need and {size.FreeBeside(0) >> 20} MiB more");
}
