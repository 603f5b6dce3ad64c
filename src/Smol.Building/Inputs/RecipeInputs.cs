using Smol.Building.Composition;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Inputs;

/// <summary>All that a recipe's image is made of besides the recipe itself, found, fetched and open.</summary>
public sealed class RecipeInputs : IDisposable
{
    private readonly List<SetArchive> _sets = [];
    private readonly List<LockedInput> _locked = [];

    private RecipeInputs()
    {
    }

    /// <summary>What a lock file has of them. A folder of files is not locked: it is the user's own, as the recipe is.</summary>
    public IReadOnlyList<LockedInput> Locked => _locked;

    /// <summary>Finds the inputs, fetches what is not here, and opens them.</summary>
    /// <param name="options">What the recipe wants.</param>
    /// <param name="finder">Finds sets.</param>
    /// <param name="cache">Where they are decompressed to.</param>
    /// <param name="locks">The recipe's lock file.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">An input is nowhere, damaged, or not the one that the lock file says.</exception>
    public static async Task<RecipeInputs> OpenAsync(
        ServiceOptions options, SetFinder finder, ArchiveCache cache, InputLock locks, BuildProgress progress, CancellationToken cancellation)
    {
        SetReference[] wanted = [.. options.Sets.Select(SetReference.Parse)];
        IReadOnlyList<FoundSet> found = await finder.FindAsync(wanted, locks, progress.Fetches, cancellation).ConfigureAwait(false);
        var inputs = new RecipeInputs();
        try
        {
            foreach (FoundSet set in found)
            {
                progress.Steps.Report($"set {set.Reference}");
                inputs.Add(SetArchive.Open(set, cache, cancellation), set, options.Architecture);
            }
            locks.Check(inputs.Locked);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    /// <summary>Lays the inputs over a tree. Its files refer to them, which must stay open for as long as they are read.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="epoch">The time of what has none; when null, the newest time of the tree.</param>
    /// <exception cref="SmolException">An input is damaged, does not go with the tree, or has nothing that a pattern matches.</exception>
    public void AddTo(FileTree tree, Timestamp? epoch) => _sets.ForEach(set => set.AddTo(tree, epoch));

    /// <summary>What to note of them in the image's record.</summary>
    public IEnumerable<ImageInput> Record() => _sets.SelectMany(set => set.Inputs());

    /// <inheritdoc/>
    public void Dispose() => _sets.ForEach(set => set.Dispose());

    private void Add(SetArchive archive, FoundSet set, string architecture)
    {
        _sets.Add(archive);
        foreach (SetDigest file in archive.Digests().Where(file => _locked.All(known => known.Name != $"{architecture}/{file.Name}")))
            _locked.Add(new(LockedInput.Set, $"{architecture}/{file.Name}", file.Size, file.Sha256, set.Source));
    }
}
