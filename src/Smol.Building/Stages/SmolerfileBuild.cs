using System.Text;
using Smol.Building.Booting;
using Smol.Building.Composition;
using Smol.Building.History;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Guests.NetBsd.Packages;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>From a SMOLerfile's plan to an image that is ready to be written.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="recipe">The service that it comes to: its name, its options, the folder of what services share.</param>
/// <param name="inputs">What it is made of.</param>
/// <param name="settings">How guests run what needs one.</param>
/// <param name="progress">Told what is done.</param>
public sealed class SmolerfileBuild(SmolerfilePlan plan, ServiceRecipe recipe, SmolerfileInputs inputs, BuildBootSettings settings, IProgress<string> progress) : IDisposable
{
    private static readonly TreePath Rc = TreePath.FromText("etc/rc");

    private readonly List<IDisposable> _open = [];
    private readonly List<LockedInput> _locked = [];
    private readonly List<ImageInput> _record = [];
    private readonly Dictionary<int, FileTree> _stages = [];
    private readonly Dictionary<int, BuildHistory> _histories = [];
    private readonly Dictionary<int, StageOrigin> _origins = [];
    private readonly List<DeferredCommand> _deferred = [];

    /// <summary>What a lock file has of the inputs.</summary>
    public IReadOnlyList<LockedInput> Locked => _locked;

    /// <summary>Composes the image.</summary>
    /// <param name="cancellation">Ends the build early; nothing is left behind.</param>
    /// <returns>The image; its files are read from this build's inputs.</returns>
    /// <exception cref="SmolException">An input is missing or damaged, or a step failed.</exception>
    public ComposedImage Compose(CancellationToken cancellation)
    {
        Node? rcBefore = null;
        foreach (StagePlan stage in plan.Stages)
        {
            FileTree tree = Begin(stage, _histories[stage.Index] = stage.Base is EarlierStageBase earlier ? _histories[earlier.Index].Copy() : new());
            if (stage == plan.Target)
                rcBefore = tree.Find(Rc);
            _stages.Add(stage.Index, RunSteps(stage, tree, cancellation));
        }
        return Finish(_stages[plan.Target.Index], rcBefore);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int index = _open.Count - 1; index >= 0; index--)
            _open[index].Dispose();
    }

    private FileTree Begin(StagePlan stage, BuildHistory history)
    {
        _origins[stage.Index] = new(stage.Base, null);
        switch (stage.Base)
        {
            case EarlierStageBase earlier:
                _origins[stage.Index] = _origins[earlier.Index];
                return NodeCopies.OfTree(_stages[earlier.Index]);
            case SetsBase sets:
                // What the labels add to the sets of FROM is for the image.
                IEnumerable<string> more = stage == plan.Target ? recipe.Options.Sets.Skip(sets.Sets.Count) : [];
                return Open(recipe.Options with { Sets = [.. sets.Sets.Select(set => set.ToString()), .. more], BaseImage = null }, history).Tree;
            case ImageBase image:
                (FileTree tree, long? length) = Open(recipe.Options with { Sets = [], BaseImage = image.Name }, history);
                _origins[stage.Index] = new(image, length);
                return tree;
            default:
                return new FileTree(inputs.Epoch ?? default);
        }
    }

    private (FileTree Tree, long? BaseLength) Open(ServiceOptions options, BuildHistory history)
    {
        RecipeInputs opened = inputs.Open(options);
        _open.Add(opened);
        _locked.AddRange(opened.Locked.Where(input => _locked.All(known => known.Key != input.Key)));
        (FileTree tree, IReadOnlyList<DeferredCommand> deferred) = opened.Compose(inputs.Epoch, history);
        _deferred.AddRange(deferred);
        _record.AddRange(opened.Record().Except(_record));
        return (tree, opened.BaseLength);
    }

    private FileTree RunSteps(StagePlan stage, FileTree tree, CancellationToken cancellation)
    {
        Timestamp time = inputs.Epoch ?? NewestTime.In(tree);
        var sources = new StageSources(inputs.Context, _stages, OpenImage, inputs.Fetch, inputs.Archives);
        var boot = new BuildBoot(settings, recipe.Options, time, progress);
        _open.Add(sources);
        _open.Add(boot);
        BuildHistory history = _histories[stage.Index];
        if (stage.NeedsGuest)
        {
            PrepareForGuest(tree, time);
            history.Add("files that every guest has", tree);
        }
        var run = new StageRun(sources, boot, new BootScripts(settings.Secrets), history, time, progress);
        FileTree after = run.Run(tree, stage.Steps, cancellation);
        if (run.HasNewAccounts)
            _deferred.Add(new(DeferredCommandKind.PostInstall, null, ByteString.FromText("pwd_mkdb -p /etc/master.passwd")));
        return after;
    }

    /// <summary>What a guest can't boot without, and steps may look for.</summary>
    private void PrepareForGuest(FileTree tree, Timestamp time)
    {
        GuestKind guest = GuestDetection.Of(tree) ?? recipe.Options.Guest;
        new ServiceComposer(recipe, guest, time).Complete(tree, recipe.Partition, RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly));
    }

    private FileTree OpenImage(string name)
    {
        BaseImage image = inputs.OpenImage(name);
        _open.Add(image);
        _record.Add(image.Input);
        return image.Tree;
    }

    private ComposedImage Finish(FileTree tree, Node? rcBefore)
    {
        Timestamp time = inputs.Epoch ?? NewestTime.In(tree);
        GuestKind guest = GuestDetection.Of(tree) ?? recipe.Options.Guest;
        RootFilesystem root = RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly);
        ImageConfiguration configuration = plan.Target.Configuration;
        StageOrigin origin = _origins[plan.Target.Index];
        if (configuration.Cmd is not null || configuration.Entrypoint is not null || !HasOwnRc(tree, rcBefore, origin))
            PutRc(tree, configuration, time);
        new ServiceComposer(recipe, guest, time).Complete(tree, recipe.Partition, root);
        FirstBoot.AddTo(tree, _deferred, time);
        BuildHistory history = _histories[plan.Target.Index];
        history.Add("files that every image has", tree);
        return new(recipe.WithSize(origin.BaseLength), new PostinstOutcome(tree), guest, root.Format, time, [.. _record])
        {
            Config = StoredConfiguration.Of(configuration),
            History = history,
            UsesPty = plan.Settings.UsesPty,
        };
    }

    /// <summary>Whether what the image runs was laid by the SMOLerfile, or is what its base image runs; and not what sets have, or an earlier build wrote.</summary>
    private static bool HasOwnRc(FileTree tree, Node? before, StageOrigin origin) =>
        tree.Find(Rc) is FileNode rc && !WorkloadScript.IsOurs(rc)
        && (origin.Base is ImageBase || before is not FileNode old || FileContentComparison.Difference(rc.Content, old.Content) is not null);

    private void PutRc(FileTree tree, ImageConfiguration configuration, Timestamp time)
    {
        FileOwner? user = configuration.User.Length is 0 || configuration.User == "root" ? null : FileOwner.Parse(configuration.User, tree);
        string text = WorkloadScript.Write(configuration, user is { UserId: 0, GroupId: 0 } ? null : user, plan.File);
        tree.Put(Rc, new FileNode(new(0x1ED /* 0755 */, 0, 0, time), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));
    }
}
