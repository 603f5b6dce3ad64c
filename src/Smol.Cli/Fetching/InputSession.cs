using System.CommandLine;
using Smol.Building.Checking;
using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Planning;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Cli.Settings;
using Smol.Guests;
using Smol.Images.Store;
using Smol.Storage.Archives;

namespace Smol.Cli.Fetching;

/// <summary>What one command finds and fetches for a recipe.</summary>
internal sealed class InputSession : IDisposable
{
    private readonly FetchSession _fetch;
    private readonly InputFinders _finders;
    private readonly ServiceOptions _options;
    private readonly ArchiveCache _cache;
    private readonly ImageStore _store;

    /// <exception cref="Storage.SmolException">The architecture or a place is not understood.</exception>
    public InputSession(ServiceRecipe recipe, SetLibrary library, SmolFolders folders, MirrorOptions mirror, ParseResult parsed, CancellationToken stop)
    {
        _options = recipe.Options;
        _cache = new(folders.Archives);
        _store = new(folders.Images, TimeProvider.System);
        _fetch = new(folders, mirror, parsed, _options.Architecture, stop, _options);
        _finders = new(
            new(library, _options.Guest == GuestKind.NetBsd ? _fetch.Mirror : null, _fetch.Sets),
            new(_options.Architecture, _fetch.Mirror.Packages, _fetch.Fetcher),
            new(_fetch.Fetcher),
            new(recipe.Folder, new(folders.Kernels), _fetch.Mirror, _fetch.Fetcher));
    }

    /// <summary>Fetches what is not the recipe's.</summary>
    public FetchSession Fetch => _fetch;

    public CancellationToken Stop => _fetch.Stop;

    /// <summary>Finds, fetches and opens them.</summary>
    /// <exception cref="Storage.SmolException">An input is nowhere, damaged, or not the one that the lock file says.</exception>
    public RecipeInputs Open(InputLock locks, IProgress<string> steps) =>
        Open(_options, locks, steps);

    /// <summary>Finds, fetches and opens what other options of the same architecture say.</summary>
    /// <exception cref="Storage.SmolException">An input is nowhere, damaged, or not the one that the lock file says.</exception>
    public RecipeInputs Open(ServiceOptions options, InputLock locks, IProgress<string> steps) =>
        RecipeInputs.OpenAsync(options, options.BaseImage is { } reference ? OpenImage(reference) : null, _finders, _cache, locks, new(steps, _fetch.Progress), Stop).GetAwaiter().GetResult();

    /// <summary>Opens an image of the store, or a disk image's file.</summary>
    /// <exception cref="Storage.SmolException">There is no such image, or it is for another architecture.</exception>
    public BaseImage OpenImage(string reference) => BaseImage.Open(reference, _store, _options.Architecture);

    /// <summary>Says what a build would do; nothing is fetched or written.</summary>
    /// <exception cref="Storage.SmolException">An input is nowhere, or packages conflict.</exception>
    public BuildPlan Plan(ServiceRecipe recipe, InputLock locks, string image, PostinstChoice postinst) =>
        new BuildPlanner(recipe, _finders, _fetch.Fetcher, _cache, locks).Make(image, postinst, _options.BaseImage is { } reference ? OpenImage(reference) : null, Stop);

    /// <summary>Looks at a service before it is built; nothing is fetched.</summary>
    public CheckedService Check(ServiceRecipe recipe) => new ServiceCheck(recipe, _finders, _fetch.Fetcher, _cache).Run(Stop);

    public void Dispose() => _fetch.Dispose();
}
