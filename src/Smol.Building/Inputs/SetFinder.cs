using Smol.Building.Composition;
using Smol.Building.Locking;
using Smol.Fetching;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;

namespace Smol.Building.Inputs;

/// <summary>Finds the sets of a recipe: in folders of the host first, and on a mirror what these don't have.</summary>
/// <param name="library">The folders.</param>
/// <param name="mirror">The mirror; null for a guest that has none.</param>
/// <param name="fetch">Fetches from it.</param>
public sealed class SetFinder(SetLibrary library, NetBsdMirror? mirror, SetFetch fetch)
{
    /// <summary>Finds sets, and fetches those that are not here.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="locks">The lock file: what it pins is taken as it was, without a look at what is newest.</param>
    /// <param name="progress">Is told how far the fetch is.</param>
    /// <param name="cancellation">Ends the fetch early.</param>
    /// <returns>The sets, in that order.</returns>
    /// <exception cref="SmolException">One is nowhere, or can't be fetched.</exception>
    public async Task<IReadOnlyList<FoundSet>> FindAsync(IReadOnlyList<SetReference> sets, InputLock locks, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<SetLocation> places = await LocateAsync(sets, locks, cancellation).ConfigureAwait(false);
        MirrorFile[] wanted = [.. places.Select(place => place.File).OfType<MirrorFile>().DistinctBy(file => file.Name)];
        IReadOnlyList<FetchedFile> fetched = await fetch.RunAsync(wanted, progress, cancellation).ConfigureAwait(false);
        var byName = new Dictionary<string, FetchedFile>();
        for (int index = 0; index < wanted.Length; index++)
            byName.Add(wanted[index].Name, fetched[index]);
        return [.. places.Select(place => place.File is { } file ? new FoundSet(place.Reference, byName[file.Name].Path, file.Name, new(file.Request.Source)) : FoundSet.OnHost(place.Reference, place.Path!))];
    }

    /// <summary>Where sets are, as far as that is known without asking the mirror. Nothing is fetched or written.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="locks">The lock file.</param>
    /// <returns>The places, in that order.</returns>
    /// <exception cref="SmolException">One is nowhere.</exception>
    public IReadOnlyList<SetLocation> Foresee(IReadOnlyList<SetReference> sets, InputLock locks)
    {
        Dictionary<string, MirrorFile> pinned = Pinned(sets, locks);
        string[] others = [.. OnMirror(sets).Where(name => !pinned.ContainsKey(name))];
        return Places(sets, pinned, others, others.Length == 0 ? [] : mirror!.ForeseeSets(others));
    }

    private async Task<IReadOnlyList<SetLocation>> LocateAsync(IReadOnlyList<SetReference> sets, InputLock locks, CancellationToken cancellation)
    {
        Dictionary<string, MirrorFile> pinned = Pinned(sets, locks);
        string[] others = [.. OnMirror(sets).Where(name => !pinned.ContainsKey(name))];
        return Places(sets, pinned, others, others.Length == 0 ? [] : await mirror!.SetsAsync(others, cancellation).ConfigureAwait(false));
    }

    /// <summary>The names of the sets that no folder has.</summary>
    private string[] OnMirror(IReadOnlyList<SetReference> sets) =>
        mirror is null ? [] : [.. sets.Where(set => !set.IsPath && library.TryFind(set) is null).Select(set => set.Name).Distinct()];

    private Dictionary<string, MirrorFile> Pinned(IReadOnlyList<SetReference> sets, InputLock locks)
    {
        var pinned = new Dictionary<string, MirrorFile>();
        foreach (string name in OnMirror(sets))
        {
            if (FindPinned(name, locks) is { } file)
                pinned.Add(name, file);
        }
        return pinned;
    }

    private SetLocation[] Places(IReadOnlyList<SetReference> sets, Dictionary<string, MirrorFile> pinned, string[] others, IReadOnlyList<MirrorFile> located)
    {
        var byName = new Dictionary<string, MirrorFile>();
        for (int index = 0; index < others.Length; index++)
            byName.Add(others[index], located[index]);
        return [.. sets.Select(Place)];

        SetLocation Place(SetReference set) => set.IsPath ? new(set, library.Find(set), null, false)
            : pinned.TryGetValue(set.Name, out MirrorFile? file) ? new(set, null, file, true)
            : byName.TryGetValue(set.Name, out file) ? new(set, null, file, false)
            : new(set, library.Find(set), null, false);
    }

    private MirrorFile? FindPinned(string set, InputLock locks) => mirror!.SetCandidates(set)
        .Select(candidate => (candidate.Name, candidate.Place, Pin: locks.FindPin(LockedInput.Set, $"{mirror.Port.Name}/{candidate.Name}", candidate.Place)))
        .Where(candidate => candidate.Pin is not null)
        .Select(candidate => new MirrorFile(candidate.Name, LockedFetch.Of(candidate.Pin!, candidate.Place)))
        .FirstOrDefault();
}
