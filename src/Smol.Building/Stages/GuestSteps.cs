using Smol.Building.Booting;
using Smol.Building.Caching;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Fetching.Locks;
using Smol.Guests;
using Smol.Machines;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>The steps of a stage that a guest does: taken from the step cache, or run and kept there.</summary>
/// <param name="steps">All steps of the stage.</param>
/// <param name="keys">Their keys.</param>
/// <param name="boot">Runs them.</param>
/// <param name="settings">How; and the cache.</param>
/// <param name="sources">Where what they mount comes from.</param>
/// <param name="progress">Told what is done.</param>
internal sealed class GuestSteps(
    IReadOnlyList<PlanStep> steps, IReadOnlyList<string> keys, BuildBoot boot, BuildBootSettings settings, StageSources sources, IProgress<string> progress)
{
    private readonly BootScripts _scripts = new(settings.Secrets, sources.Find);

    /// <summary>Waits until no other build runs a step, and keeps others from it.</summary>
    public FileLock Lock(int step, CancellationToken cancellation) =>
        settings.Steps.Lock(keys[step], () => progress.Report($"{steps[step].Span}: another build runs this step; waiting for it"), cancellation);

    /// <summary>The stage as it is after the last step from one on that the cache has; null when it has none.</summary>
    /// <param name="first">The number of the first step that is to be done.</param>
    /// <param name="before">The tree before it.</param>
    public CachedState? Find(int first, FileTree before)
    {
        for (int index = steps.Count - 1; index >= first && settings.UsesCache; index--)
        {
            if (steps[index] is not RunStep || settings.Steps.Open(keys[index]) is not { } found)
                continue;
            try
            {
                var state = new CachedState(index + 1, boot.Read(found.Disk, before), found.Record.HasNewAccounts);
                for (int step = first; step <= index; step++)
                    progress.Report($"CACHED {steps[step].Span}: {steps[step].Text}");
                return state;
            }
            catch (SmolException)
            {
                // It is what was written, and yet no filesystem: it was kept in a bad moment.
            }
        }
        return null;
    }

    /// <summary>Runs some steps in one boot.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="tree">The tree before them; it is not changed.</param>
    /// <param name="hasNewAccounts">Whether a NetBSD's hashed account files must be made anew.</param>
    /// <param name="cancellation">Ends the guest and the build.</param>
    /// <returns>The tree after them.</returns>
    /// <exception cref="SmolException">One failed; those before it are kept.</exception>
    public FileTree Run(int first, int count, FileTree tree, bool hasNewAccounts, CancellationToken cancellation)
    {
        GuestKind guest = GuestDetection.Of(tree) ?? throw new SmolException("there is no system in the image that could run it", steps[first].Span.ToString(), "FROM needs sets, as base,etc");
        (int Number, BootStep Step)[] runs =
        [
            .. Enumerable.Range(first, count).Select(number => (Number: number, Step: _scripts.Of(steps[number])!)).Where(step => step.Step is not null),
        ];
        EndLeftOver(cancellation);
        bool hasNetwork = steps[first] is RunStep { HasNetwork: true };
        using LayerFolder layers = settings.Steps.NewLayers();
        var kept = new Dictionary<int, int>();
        try
        {
            return boot.Run(tree, guest, [.. runs.Select(run => run.Step)], hasNetwork, layers, kept, cancellation);
        }
        finally
        {
            foreach ((int done, int files) in kept.OrderBy(state => state.Key))
                Keep(runs[done - 1].Number, layers, files, tree, guest, hasNewAccounts);
        }
    }

    /// <summary>Ends the guests of builds that were killed: they may wait for their host for ever.</summary>
    private void EndLeftOver(CancellationToken cancellation)
    {
        foreach (MachineStatus machine in settings.Host.List().Machines.Where(machine => settings.Steps.IsLeftOver(machine.Spec.ImagePath)))
            settings.Host.RemoveAsync(machine.Name, isForced: true, cancellation).GetAwaiter().GetResult();
    }

    /// <summary>That a step can't be kept does not undo it.</summary>
    private void Keep(int step, LayerFolder layers, int files, FileTree before, GuestKind guest, bool hasNewAccounts)
    {
        try
        {
            if (!HasSecrets())
            {
                settings.Steps.Add(keys[step], steps[step].Text, layers, files, hasNewAccounts);
                return;
            }
            // What was deleted is still on the disk.
            using LayerFolder anew = settings.Steps.NewLayers();
            boot.WriteAnew(anew.Base, boot.Read(layers.Open(files), before), guest);
            settings.Steps.Add(keys[step], steps[step].Text, anew, 1, hasNewAccounts);
        }
        catch (Exception failure) when (failure is SmolException or IOException or UnauthorizedAccessException)
        {
            progress.Report($"{steps[step].Span}: the step is not kept: {failure.Message}");
        }
    }

    private bool HasSecrets() => settings.Secrets.Count > 0 && steps.OfType<RunStep>().Any(run => run.Mounts.Any(mount => mount.Kind == RunMountKind.Secret));
}
