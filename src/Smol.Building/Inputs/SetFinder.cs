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
        Dictionary<string, MirrorFile> onMirror = [];
        string[] missing = mirror is null ? [] : [.. sets.Where(set => library.TryFind(set) is null && !set.IsPath).Select(set => set.Name).Distinct()];
        foreach ((string name, MirrorFile file) in missing.Zip(await LocateAsync(missing, locks, cancellation).ConfigureAwait(false)))
            onMirror[name] = file;
        MirrorFile[] wanted = [.. onMirror.Values.DistinctBy(file => file.Name)];
        IReadOnlyList<FetchedFile> fetched = await fetch.RunAsync(wanted, progress, cancellation).ConfigureAwait(false);
        Dictionary<string, FetchedFile> byName = wanted.Zip(fetched).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return [.. sets.Select(Found)];

        FoundSet Found(SetReference set)
        {
            if (!set.IsPath && onMirror.TryGetValue(set.Name, out MirrorFile? file))
                return new(set, byName[file.Name].Path, file.Name, new(file.Request.Source));
            return FoundSet.OnHost(set, library.Find(set));
        }
    }

    private async Task<IReadOnlyList<MirrorFile>> LocateAsync(IReadOnlyList<string> names, InputLock locks, CancellationToken cancellation)
    {
        Dictionary<string, MirrorFile> pinned = names.Select(name => (name, File: FindPinned(name, locks))).Where(pair => pair.File is not null).ToDictionary(pair => pair.name, pair => pair.File!);
        string[] others = [.. names.Where(name => !pinned.ContainsKey(name))];
        IReadOnlyList<MirrorFile> located = mirror is null ? [] : await mirror.SetsAsync(others, cancellation).ConfigureAwait(false);
        foreach ((string name, MirrorFile file) in others.Zip(located))
            pinned[name] = file;
        return [.. names.Select(name => pinned[name])];
    }

    private MirrorFile? FindPinned(string set, InputLock locks) => mirror!.SetCandidates(set)
        .Select(candidate => (candidate.Name, candidate.Place, Pin: locks.FindPin(LockedInput.Set, $"{mirror.Port.Name}/{candidate.Name}", candidate.Place)))
        .Where(candidate => candidate.Pin is not null)
        .Select(candidate => new MirrorFile(candidate.Name, LockedFetch.Of(candidate.Pin!, candidate.Place)))
        .FirstOrDefault();
}
