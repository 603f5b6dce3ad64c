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
        FetchRequest request = Request(place, locks).Request;
        FetchedFile file = await fetcher.FetchAsync(request, progress, cancellation).ConfigureAwait(false);
        return new(file.Path, new(LockedInput.Script, NameOf(place), file.Size, file.Sha256, place));
    }

    /// <summary>How to fetch it, and whether the lock file decides which bytes it is.</summary>
    internal static (FetchRequest Request, bool IsPinned) Request(Uri place, InputLock locks) =>
        place.IsFile ? (new(place.LocalPath), false)
        : locks.FindPin(LockedInput.Script, NameOf(place), place) is { } pin ? (LockedFetch.Of(pin, place), true)
        : (new(place.AbsoluteUri), false);

    private static string NameOf(Uri place)
    {
        string last = Uri.UnescapeDataString(place.Segments[^1]).Trim('/');
        return last.Length == 0 ? place.Host : last;
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
