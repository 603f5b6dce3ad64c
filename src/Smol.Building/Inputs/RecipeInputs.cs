using Smol.Building.Composition;
using Smol.Building.History;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Guests.NetBsd.Packages;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Inputs;

/// <summary>All that a recipe's image is made of besides the recipe itself, found, fetched and open.</summary>
public sealed class RecipeInputs : IDisposable
{
    private readonly List<SetArchive> _sets = [];
    private readonly List<(PackageArchive Archive, bool IsAutomatic)> _packages = [];
    private readonly List<LockedInput> _locked = [];

    private readonly string _machine;
    private readonly BaseImage? _base;

    private RecipeInputs(string machine, BaseImage? baseImage) => (_machine, _base) = (machine, baseImage);

    /// <summary>What a lock file has of them. A folder of files is not locked: it is the user's own, as the recipe is.</summary>
    public IReadOnlyList<LockedInput> Locked => _locked;

    /// <summary>How long the base image is, in bytes; null without one.</summary>
    public long? BaseLength => _base?.Length;

    /// <summary>The script that runs at the end; null for none.</summary>
    public FetchedScript? FinalScript { get; private init; }

    /// <summary>The kernel that a BIOS starts; null where none does.</summary>
    public FoundKernel? BiosKernel { get; private init; }

    /// <summary>Finds the inputs, fetches what is not here, and opens them.</summary>
    /// <param name="options">What the recipe wants.</param>
    /// <param name="baseImage">The image that all is laid over; null for none. It is closed with the inputs.</param>
    /// <param name="finders">Find the rest.</param>
    /// <param name="cache">Where they are decompressed to.</param>
    /// <param name="locks">The recipe's lock file.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">An input is nowhere, damaged, or not the one that the lock file says.</exception>
    public static async Task<RecipeInputs> OpenAsync(
        ServiceOptions options, BaseImage? baseImage, InputFinders finders, ArchiveCache cache, InputLock locks, BuildProgress progress, CancellationToken cancellation)
    {
        FoundInputs found;
        try
        {
            found = await FindAsync(options, baseImage, finders, locks, progress.Fetches, cancellation).ConfigureAwait(false);
        }
        catch
        {
            baseImage?.Dispose();
            throw;
        }
        RecipeInputs inputs = Open(options, baseImage, found, cache, progress.Steps, cancellation);
        try
        {
            locks.Check(inputs.Locked);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    private static async Task<FoundInputs> FindAsync(
        ServiceOptions options, BaseImage? baseImage, InputFinders finders, InputLock locks, IProgress<FetchProgress> progress, CancellationToken cancellation)
    {
        SetReference[] wanted = [.. options.Sets.Select(SetReference.Parse)];
        IReadOnlyList<FoundSet> sets = await finders.Sets.FindAsync(wanted, locks, progress, cancellation).ConfigureAwait(false);
        InstalledPackage[] installed = baseImage is null ? [] : [.. PackageDatabase.Read(baseImage.Tree).Installed];
        FoundPackages packages = await finders.Packages.FindAsync(options.Packages, installed, locks, progress, cancellation).ConfigureAwait(false);
        FetchedScript? script = options.FetchedScript is { } place ? await finders.Scripts.FindAsync(place, locks, progress, cancellation).ConfigureAwait(false) : null;
        FoundKernel? kernel = options.BiosBoot ? await finders.Kernels.FindAsync(options, locks, progress, cancellation).ConfigureAwait(false) : null;
        return new(sets, packages, script, kernel);
    }

    /// <summary>Opens inputs that are here.</summary>
    /// <param name="options">What the recipe wants.</param>
    /// <param name="baseImage">The image that all is laid over; null for none. It is closed with the inputs.</param>
    /// <param name="found">Where the others are.</param>
    /// <param name="cache">Where they are decompressed to.</param>
    /// <param name="steps">Told what is opened.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">One is damaged.</exception>
    internal static RecipeInputs Open(
        ServiceOptions options, BaseImage? baseImage, FoundInputs found, ArchiveCache cache, IProgress<string>? steps, CancellationToken cancellation)
    {
        var inputs = new RecipeInputs(NetBsdPort.Get(options.Architecture).PackageMachine, baseImage) { FinalScript = found.Script, BiosKernel = found.BiosKernel };
        try
        {
            foreach (FoundSet set in found.Sets)
            {
                steps?.Report($"set {set.Reference}");
                inputs.Add(SetArchive.Open(set, cache, cancellation), set, options.Architecture);
            }
            foreach (FoundPackage package in found.Packages.Packages)
            {
                steps?.Report($"package {Path.GetFileNameWithoutExtension(package.Locked.Name)}");
                inputs._packages.Add((PackageArchive.Open(package.Path, cache, cancellation), package.IsAutomatic));
            }
            inputs._locked.AddRange(found.Packages.Locked);
            if (found.Script is not null)
                inputs._locked.Add(found.Script.Locked);
            if (found.BiosKernel is not null)
                inputs._locked.Add(found.BiosKernel.Locked);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Lays the inputs over each other: the base image, the sets, the packages. The tree's files refer to them, which must stay open for as long as they
    /// are read. To be done once.
    /// </summary>
    /// <param name="epoch">The time of what has none; when null, the newest time of the tree.</param>
    /// <param name="history">Gets what was done; null for nobody.</param>
    /// <returns>The tree, and what the packages leave to a running NetBSD, in its order.</returns>
    /// <exception cref="SmolException">An input is damaged, does not go with the tree, or has nothing that a pattern matches.</exception>
    public (FileTree Tree, IReadOnlyList<DeferredCommand> Deferred) Compose(Timestamp? epoch, BuildHistory? history = null)
    {
        FileTree tree = _base?.Tree ?? new FileTree(epoch ?? default);
        if (_base is not null)
            history?.AddBase(_base.Input.Name, _base.Record?.History ?? [], tree);
        foreach (SetArchive set in _sets)
        {
            set.AddTo(tree, epoch);
            history?.Add($"set {set.Name}", tree);
        }
        if (_packages.Count == 0)
            return (tree, []);
        var installer = new PackageInstaller(tree, _machine);
        foreach ((PackageArchive package, bool isAutomatic) in _packages)
        {
            installer.Install(package, isAutomatic);
            history?.Add($"package {package.Name}", tree);
        }
        return (tree, installer.Finish());
    }

    /// <summary>What to note of them in the image's record.</summary>
    public IEnumerable<ImageInput> Record() =>
    [
        .. _base is null ? [] : (ImageInput[])[_base.Input, .. (_base.Record?.Inputs ?? []).Select(input => input with { Through = input.Through ?? _base.Input.Name })],
        .. _sets.SelectMany(set => set.Inputs()),
        .. _locked.Where(input => input.Kind is LockedInput.Package or LockedInput.Script or LockedInput.Kernel).Select(input => new ImageInput(input.Kind, Path.GetFileName(input.Name), "sha256:" + input.Sha256).From(input.Source)),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        _base?.Dispose();
        _sets.ForEach(set => set.Dispose());
        _packages.ForEach(package => package.Archive.Dispose());
    }

    private void Add(SetArchive archive, FoundSet set, string architecture)
    {
        _sets.Add(archive);
        foreach (SetDigest file in archive.Digests().Where(file => _locked.All(known => known.Name != $"{architecture}/{file.Name}")))
            _locked.Add(new(LockedInput.Set, $"{architecture}/{file.Name}", file.Size, file.Sha256, set.Source));
    }
}
