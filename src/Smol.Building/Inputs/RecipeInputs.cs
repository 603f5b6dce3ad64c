using Smol.Building.Composition;
using Smol.Building.Locking;
using Smol.Building.Recipes;
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

    private RecipeInputs(string machine) => _machine = machine;

    /// <summary>What a lock file has of them. A folder of files is not locked: it is the user's own, as the recipe is.</summary>
    public IReadOnlyList<LockedInput> Locked => _locked;

    /// <summary>Finds the inputs, fetches what is not here, and opens them.</summary>
    /// <param name="options">What the recipe wants.</param>
    /// <param name="finder">Finds sets.</param>
    /// <param name="packageFinder">Finds packages.</param>
    /// <param name="cache">Where they are decompressed to.</param>
    /// <param name="locks">The recipe's lock file.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">An input is nowhere, damaged, or not the one that the lock file says.</exception>
    public static async Task<RecipeInputs> OpenAsync(
        ServiceOptions options, SetFinder finder, PackageFinder packageFinder, ArchiveCache cache, InputLock locks, BuildProgress progress, CancellationToken cancellation)
    {
        SetReference[] wanted = [.. options.Sets.Select(SetReference.Parse)];
        IReadOnlyList<FoundSet> found = await finder.FindAsync(wanted, locks, progress.Fetches, cancellation).ConfigureAwait(false);
        FoundPackages packages = await packageFinder.FindAsync(options.Packages, locks, progress.Fetches, cancellation).ConfigureAwait(false);
        var inputs = new RecipeInputs(NetBsdPort.Get(options.Architecture).PackageMachine);
        try
        {
            foreach (FoundSet set in found)
            {
                progress.Steps.Report($"set {set.Reference}");
                inputs.Add(SetArchive.Open(set, cache, cancellation), set, options.Architecture);
            }
            foreach (FoundPackage package in packages.Packages)
            {
                progress.Steps.Report($"package {Path.GetFileNameWithoutExtension(package.Locked.Name)}");
                inputs._packages.Add((PackageArchive.Open(package.Path, cache, cancellation), package.IsAutomatic));
            }
            inputs._locked.AddRange(packages.Locked);
            locks.Check(inputs.Locked);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    /// <summary>Lays the inputs over a tree: the sets, then the packages. Its files refer to them, which must stay open for as long as they are read.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="epoch">The time of what has none; when null, the newest time of the tree.</param>
    /// <returns>What the packages leave to a running NetBSD, in its order.</returns>
    /// <exception cref="SmolException">An input is damaged, does not go with the tree, or has nothing that a pattern matches.</exception>
    public IReadOnlyList<DeferredCommand> AddTo(FileTree tree, Timestamp? epoch)
    {
        _sets.ForEach(set => set.AddTo(tree, epoch));
        if (_packages.Count == 0)
            return [];
        var installer = new PackageInstaller(tree, _machine);
        foreach ((PackageArchive package, bool isAutomatic) in _packages)
            installer.Install(package, isAutomatic);
        return installer.Finish();
    }

    /// <summary>What to note of them in the image's record.</summary>
    public IEnumerable<ImageInput> Record() => _sets.SelectMany(set => set.Inputs()).Concat(
        _locked.Where(input => input.Kind == LockedInput.Package).Select(input => new ImageInput(input.Kind, Path.GetFileName(input.Name), "sha256:" + input.Sha256)));

    /// <inheritdoc/>
    public void Dispose()
    {
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
