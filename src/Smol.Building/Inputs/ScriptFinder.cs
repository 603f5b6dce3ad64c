using Smol.Building.Locking;
using Smol.Fetching;
using Smol.Fetching.Progress;
using Smol.Storage;

namespace Smol.Building.Inputs;

/// <summary>Fetches the script that a recipe has run at the end (<c>CURLSH</c>).</summary>
/// <param name="fetcher">Fetches it.</param>
public sealed class ScriptFinder(Fetcher fetcher)
{
    /// <summary>Fetches it.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="locks">The lock file: a script that it pins must be the same bytes.</param>
    /// <param name="progress">Is told how far the fetch is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">It can't be had, or is not what the lock file says.</exception>
    public async Task<FetchedScript> FindAsync(Uri place, InputLock locks, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        string last = Uri.UnescapeDataString(place.Segments[^1]).Trim('/');
        string name = last.Length == 0 ? place.Host : last;
        FetchRequest request = locks.FindPin(LockedInput.Script, name, place) is { } pin ? LockedFetch.Of(pin, place) : new(place.AbsoluteUri);
        FetchedFile file = await fetcher.FetchAsync(request, progress, cancellation).ConfigureAwait(false);
        return new(file.Path, new(LockedInput.Script, name, file.Size, file.Sha256, place));
    }
}
