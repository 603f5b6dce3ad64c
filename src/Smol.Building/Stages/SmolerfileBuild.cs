using System.Text;
using Smol.Building.Booting;
using Smol.Building.Caching;
using Smol.Building.Composition;
using Smol.Building.History;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Minimising;
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
    private static readonly TreePath Temporary = TreePath.FromText("tmp");

    private readonly List<IDisposable> _open = [];
    private readonly List<LockedInput> _locked = [];
    private readonly List<ImageInput> _record = [];
    private readonly Dictionary<int, FileTree> _stages = [];
    private readonly Dictionary<int, BuildHistory> _histories = [];
    private readonly Dictionary<int, StageOrigin> _origins = [];
    private readonly Dictionary<int, List<DeferredCommand>> _deferred = [];
    private readonly Dictionary<int, RecipeInputs> _opened = [];
    private readonly Dictionary<string, BaseImage> _images = [];
    private readonly Dictionary<(Uri Url, string? Digest), string> _fetched = [];
    private BuildKeys? _keys;
    private Node? _rcBefore;
    private bool _isFromImage;

    /// <summary>What a lock file has of the inputs.</summary>
    public IReadOnlyList<LockedInput> Locked => _locked;

    /// <summary>The keys of the build. When they are asked for first, the inputs are fetched and opened.</summary>
    /// <exception cref="SmolException">An input is missing or damaged.</exception>
    public BuildKeys Keys => _keys ??= MakeKeys();

    /// <summary>Says that all steps are taken from an image that was built before.</summary>
    public void SayCached()
    {
        foreach (PlanStep step in plan.Stages.SelectMany(stage => stage.Steps))
            progress.Report($"CACHED {step.Span}: {step.Text}");
    }

    /// <summary>Composes the image.</summary>
    /// <param name="cancellation">Ends the build early; nothing is left behind.</param>
    /// <returns>The image; its files are read from this build's inputs.</returns>
    /// <exception cref="SmolException">An input is missing or damaged, or a step failed.</exception>
    public ComposedImage Compose(CancellationToken cancellation)
    {
        _ = Keys;
        return Finish(TreeOf(plan.Target, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int index = _open.Count - 1; index >= 0; index--)
            _open[index].Dispose();
        _open.Clear();
    }

    private BuildKeys MakeKeys()
    {
        BuildKeys keys = new BuildKeyMaker(plan, recipe, inputs, settings, name => ImageOf(name).Input.Digest, Fetch).Make(Open);
        inputs.Digests.Save();
        return keys;
    }

    /// <summary>Opens what a stage begins with, and notes it.</summary>
    private IReadOnlyList<ImageInput> Open(StagePlan stage)
    {
        if (OptionsOf(stage) is not { } options)
            return [];
        RecipeInputs opened = inputs.Open(options);
        _open.Add(opened);
        _opened.Add(stage.Index, opened);
        _locked.AddRange(opened.Locked.Where(input => _locked.All(known => known.Key != input.Key)));
        ImageInput[] record = [.. opened.Record()];
        _record.AddRange(record.Except(_record));
        return record;
    }

    /// <summary>What the labels add to FROM is for the image; what a stage before it needs, its own labels say.</summary>
    private ServiceOptions? OptionsOf(StagePlan stage)
    {
        bool isTarget = stage == plan.Target;
        return stage.Base switch
        {
            SetsBase sets => recipe.Options with
            {
                Sets = [.. sets.Sets.Select(set => set.ToString()), .. isTarget ? recipe.Options.Sets.Skip(sets.Sets.Count) : []],
                Packages = isTarget ? recipe.Options.Packages : stage.Packages ?? recipe.Options.Packages,
                BaseImage = null,
            },
            ImageBase image => recipe.Options with { Sets = [], Packages = isTarget ? recipe.Options.Packages : stage.Packages ?? [], BaseImage = image.Name },
            _ => null,
        };
    }

    /// <summary>The tree of a stage after its steps, which are done when it is asked for first: perhaps nobody does.</summary>
    private FileTree TreeOf(StagePlan stage, CancellationToken cancellation)
    {
        if (_stages.TryGetValue(stage.Index, out FileTree? known))
            return known;
        FileTree tree = Begin(stage, cancellation);
        if (stage == plan.Target)
            _rcBefore = tree.Find(Rc);
        return _stages[stage.Index] = RunSteps(stage, tree, cancellation);
    }

    private FileTree Begin(StagePlan stage, CancellationToken cancellation)
    {
        if (stage.Base is EarlierStageBase earlier)
        {
            FileTree before = TreeOf(plan.Stages.First(other => other.Index == earlier.Index), cancellation);
            _histories[stage.Index] = _histories[earlier.Index].Copy();
            _origins[stage.Index] = _origins[earlier.Index];
            _deferred[stage.Index] = [.. _deferred[earlier.Index]];
            return NodeCopies.OfTree(before);
        }
        BuildHistory history = _histories[stage.Index] = new();
        _deferred[stage.Index] = [];
        RecipeInputs? opened = _opened.GetValueOrDefault(stage.Index);
        FileTree tree = opened is null ? new FileTree(inputs.Epoch ?? default) : Compose(stage, opened, history);
        _origins[stage.Index] = new(stage.Base, plan.Settings is { Keep: not null, Options.IsMinimized: true } ? InputFiles.Of(tree) : null, opened?.BaseLength);
        return tree;
    }

    private FileTree Compose(StagePlan stage, RecipeInputs opened, BuildHistory history)
    {
        (FileTree tree, IReadOnlyList<DeferredCommand> deferred) = opened.Compose(inputs.Epoch, history);
        _deferred[stage.Index].AddRange(deferred);
        return tree;
    }

    private FileTree RunSteps(StagePlan stage, FileTree tree, CancellationToken cancellation)
    {
        Timestamp time = inputs.Epoch ?? NewestTime.In(tree);
        var sources = new StageSources(inputs.Context, index => TreeOf(plan.Stages.First(other => other.Index == index), cancellation), name => ImageOf(name).Tree, Fetch, inputs.Archives);
        var boot = new BuildBoot(settings, recipe.Options, time, progress);
        _open.Add(sources);
        _open.Add(boot);
        BuildHistory history = _histories[stage.Index];
        if (stage.NeedsGuest)
        {
            PrepareForGuest(tree, time);
            history.Add("files that every guest has", tree);
        }
        if (stage == plan.Target && TakeFromImage() is { } taken)
        {
            _isFromImage = true;
            history.AddTogether(StageRun.Texts(stage.Steps, 0, stage.Steps.Count), taken, isCached: true);
            return taken;
        }
        BuildBootSettings how = settings with { UsesCache = settings.UsesCache && !stage.IsOneOf(settings.Uncached) };
        var run = new StageRun(sources, new GuestSteps(stage.Steps, Keys.Stages[stage.Index], boot, how, sources, progress), history, time, progress);
        FileTree after = run.Run(tree, stage.Steps, cancellation);
        if (run.HasNewAccounts)
            _deferred[stage.Index].Add(new(DeferredCommandKind.PostInstall, null, ByteString.FromText("pwd_mkdb -p /etc/master.passwd")));
        return after;
    }

    /// <summary>What a guest can't boot without, and steps may look for.</summary>
    private void PrepareForGuest(FileTree tree, Timestamp time)
    {
        GuestKind guest = GuestDetection.Of(tree) ?? recipe.Options.Guest;
        // Steps of any user may write there, as everywhere.
        if (tree.Find(Temporary) is null)
            tree.Put(Temporary, new DirectoryNode(new(0x3FF /* 1777 */, 0, 0, time)));
        new ServiceComposer(recipe, guest, time).Complete(tree, BuildBoot.Partition, RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly));
    }

    /// <summary>The tree of an image whose steps came to the same. Only /etc/rc is lost in it, so that must be written anyway.</summary>
    private FileTree? TakeFromImage()
    {
        if (plan.Target.Configuration is { Cmd: null, Entrypoint: null } || plan.Target.Steps.Count == 0 || plan.Target.Steps.Any(step => step is UserStep { CreatesMissing: true }))
            return null;
        if (inputs.CacheFrom.FirstOrDefault(image => image.StepKeys is [.., var tree] && tree == Keys.Tree) is not { } found)
            return null;
        BaseImage image = inputs.OpenImage(found.Name().ToString());
        _open.Add(image);
        foreach (PlanStep step in plan.Target.Steps)
            progress.Report($"CACHED {step.Span}: {step.Text}");
        return image.Tree;
    }

    private BaseImage ImageOf(string name)
    {
        if (_images.TryGetValue(name, out BaseImage? known))
            return known;
        BaseImage image = inputs.OpenImage(name);
        _open.Add(image);
        _record.Add(image.Input);
        _images.Add(name, image);
        return image;
    }

    private string Fetch(Uri url, string? digest) =>
        _fetched.TryGetValue((url, digest), out string? known) ? known : _fetched[(url, digest)] = inputs.Fetch(url, digest);

    private ComposedImage Finish(FileTree tree)
    {
        Timestamp time = inputs.Epoch ?? NewestTime.In(tree);
        GuestKind guest = GuestDetection.Of(tree) ?? recipe.Options.Guest;
        RootFilesystem root = RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly);
        ImageConfiguration configuration = plan.Target.Configuration;
        StageOrigin origin = _origins[plan.Target.Index];
        if (configuration.Cmd is not null || configuration.Entrypoint is not null || !HasOwnRc(tree, _rcBefore, origin))
            PutRc(tree, configuration, time);
        new ServiceComposer(recipe, guest, time).Complete(tree, recipe.Partition, root);
        // An image that was built has it.
        if (!_isFromImage)
            FirstBoot.AddTo(tree, _deferred[plan.Target.Index], time);
        BuildHistory history = _histories[plan.Target.Index];
        history.Add("files that every image has", tree);
        MinimisedTree? minimised = Minimise(tree, guest, origin);
        return new(recipe.WithSize(origin.BaseLength), new PostinstOutcome(tree), guest, root.Format, time, [.. _record])
        {
            Config = StoredConfiguration.Of(configuration),
            History = history,
            Minimised = minimised,
            UsesPty = plan.Settings.UsesPty,
            Keys = Keys,
        };
    }

    private MinimisedTree? Minimise(FileTree tree, GuestKind guest, StageOrigin origin)
    {
        if (recipe.Options.IsMinimized)
            ServiceBuild.RemovePackageLists(tree);
        if (origin.Brought is not { } brought)
            return null;
        KeepList keep = WorkloadKeep.Of(plan.Settings.Keep!, recipe.CommonFolder, plan.Target.Configuration, tree);
        MinimisedTree minimised = new Minimiser(guest, keep).Minimise(tree, brought);
        _histories[plan.Target.Index].Add("minimise", tree);
        return minimised;
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
