using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Fetching;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Building.Planning;

/// <summary>The inputs of a recipe as far as they are known without a fetch.</summary>
internal sealed class InputForecast : IDisposable
{
    private readonly ServiceOptions _options;
    private readonly BaseImage? _base;
    private readonly List<InputStep> _steps = [];
    private readonly List<FoundSet> _sets = [];
    private readonly List<FoundPackage> _packages = [];
    private bool _isOpened;

    private InputForecast(ServiceOptions options, BaseImage? baseImage) => (_options, _base) = (options, baseImage);

    /// <summary>The sets that would have to be fetched.</summary>
    public IReadOnlyList<string> MissingSets => [.. _steps.Where(step => step is { Kind: LockedInput.Set, State: InputState.Missing }).Select(step => step.Name)];

    /// <summary>Asks the finders.</summary>
    /// <param name="options">What the recipe wants.</param>
    /// <param name="finders">The finders.</param>
    /// <param name="fetcher">Knows what is here.</param>
    /// <param name="locks">The recipe's lock file.</param>
    /// <param name="baseImage">The image that all is laid over; null for none. It is closed with the forecast.</param>
    /// <exception cref="SmolException">An input is nowhere, or packages conflict.</exception>
    public static InputForecast Make(ServiceOptions options, InputFinders finders, Fetcher fetcher, InputLock locks, BaseImage? baseImage)
    {
        var forecast = new InputForecast(options, baseImage);
        try
        {
            if (baseImage is not null)
                forecast._steps.Add(new("image", baseImage.Input.Name, options.BaseImage!, InputState.Here) { Digest = baseImage.Input.Digest });
            foreach (SetLocation set in finders.Sets.Foresee([.. options.Sets.Select(SetReference.Parse)], locks))
                forecast.Add(set, fetcher);
            InstalledPackage[] installed = baseImage is null ? [] : [.. PackageDatabase.Read(baseImage.Tree).Installed];
            if (finders.Packages.Foresee(options.Packages, installed, locks) is { } packages)
                forecast.Add(packages, fetcher);
            if (options.FetchedScript is { } script)
            {
                (FetchRequest request, bool isPinned) = ScriptFinder.Request(script, locks);
                forecast.AddStep(LockedInput.Script, request.Name, request, isPinned, fetcher);
            }
            if (options.BiosBoot)
            {
                (FetchRequest request, bool isPinned) = finders.Kernels.Foresee(options, locks);
                forecast.AddStep(LockedInput.Kernel, request.Name, request, isPinned, fetcher);
            }
            return forecast;
        }
        catch
        {
            forecast.Dispose();
            throw;
        }
    }

    /// <summary>The steps that they make.</summary>
    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <summary>Whether sets and packages are all here, and unpacked: a look at them then writes nothing.</summary>
    public bool AllUnpacked(ArchiveCache cache) =>
        AllHere && _sets.All(set => Directory.Exists(set.Path) ? !SetArchive.IsMadeOfPackages(set.Path) : cache.Has(set.Path)) && _packages.All(package => cache.Has(package.Path));

    /// <summary>Whether sets and packages are all here.</summary>
    public bool AllHere => _steps.All(step => step.State != InputState.Missing || step.Kind is LockedInput.Script or LockedInput.Kernel);

    /// <summary>Opens them, when all are here. The base image goes over to what is opened.</summary>
    /// <param name="cache">Where they are unpacked to.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">One is damaged.</exception>
    public RecipeInputs Open(ArchiveCache cache, CancellationToken cancellation)
    {
        _isOpened = true;
        return RecipeInputs.Open(_options, _base, new(_sets, new(_packages, null), null, null), cache, null, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isOpened)
            _base?.Dispose();
    }

    private void Add(SetLocation set, Fetcher fetcher)
    {
        if (set.File is null)
        {
            _steps.Add(new(LockedInput.Set, set.Reference.ToString(), set.Path!, InputState.Here) { Size = File.Exists(set.Path) ? new FileInfo(set.Path).Length : null });
            _sets.Add(FoundSet.OnHost(set.Reference, set.Path!));
            return;
        }
        if (AddStep(LockedInput.Set, set.Reference.ToString(), set.File.Request, set.IsPinned, fetcher) is { } file)
            _sets.Add(new(set.Reference, file.Path, set.File.Name, FetchSource.Parse(set.File.Request.Source)));
    }

    private void Add(PackageForecast packages, Fetcher fetcher)
    {
        AddStep("summary", packages.Summary.Name, packages.Summary, packages.IsPinned, fetcher);
        if (packages.Packages is null)
            _steps.AddRange(_options.Packages.Select(pattern => new InputStep(LockedInput.Package, pattern, null, InputState.Missing)));
        foreach (PackageLocation package in packages.Packages ?? [])
        {
            FileAtHand? file = AddStep(LockedInput.Package, package.Package.Entry.Name.Full, package.Request, package.IsPinned, fetcher);
            _steps[^1] = _steps[^1] with { IsAutomatic = package.Package.IsAutomatic, Needs = [.. package.Package.Dependencies.Select(dependency => dependency.By.Full)] };
            if (file is not null)
                _packages.Add(new(file.Path, package.Package.IsAutomatic, new(LockedInput.Package, package.Package.Entry.FileName, file.Size, file.Sha256 ?? "", null)));
        }
    }

    private FileAtHand? AddStep(string kind, string name, FetchRequest request, bool isPinned, Fetcher fetcher)
    {
        FileAtHand? file = fetcher.FindAtHand(request);
        InputState state = file is null ? InputState.Missing : FetchSource.Parse(request.Source).IsFile ? InputState.Here : InputState.Cached;
        string? digest = request.Sha256 is { } sha256 ? "sha256:" + sha256 : request.Sha512 is { } sha512 ? "sha512:" + sha512 : file?.Sha256 is { } known ? "sha256:" + known : null;
        _steps.Add(new(kind, name, request.Source, state) { Size = file?.Size ?? request.Size, Digest = digest, IsLocked = isPinned });
        return file;
    }
}
