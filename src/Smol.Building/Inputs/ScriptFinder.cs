using Smol.Building.Locking;
using Smol.Fetching;
using Smol.Fetching.Progress;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Inputs;

/// <summary>Finds the script that a recipe has run at the end (<c>CURLSH</c>): on the network, or on this host.</summary>
/// <param name="fetcher">Fetches it.</param>
public sealed class ScriptFinder(Fetcher fetcher)
{
    /// <summary>Finds it, and fetches one of the network.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="locks">The lock file: a script that it pins must be the same bytes.</param>
    /// <param name="progress">Is told how far the fetch is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">It can't be had, or is not what the lock file says.</exception>
    public async Task<FetchedScript> FindAsync(Uri place, InputLock locks, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        if (place.IsFile)
            return OnHost(place.LocalPath);
        string last = Uri.UnescapeDataString(place.Segments[^1]).Trim('/');
        string name = last.Length == 0 ? place.Host : last;
        FetchRequest request = locks.FindPin(LockedInput.Script, name, place) is { } pin ? LockedFetch.Of(pin, place) : new(place.AbsoluteUri);
        FetchedFile file = await fetcher.FetchAsync(request, progress, cancellation).ConfigureAwait(false);
        return new(file.Path, new(LockedInput.Script, name, file.Size, file.Sha256, place));
    }

    /// <summary>A script of the user's own may change from build to build, unless the build is locked.</summary>
    private static FetchedScript OnHost(string path)
    {
        try
        {
            return new(path, new(LockedInput.Script, Path.GetFileName(path), new FileInfo(path).Length, FileDigest.Sha256(path), null));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }
}
