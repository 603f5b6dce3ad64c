using System.Collections.Concurrent;
using Smol.Fetching;
using Smol.Fetching.Downloads;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;
using Smol.Storage.Archives;

namespace Smol.Building.Inputs;

/// <summary>Fetches sets of a mirror, and unpacks them while they come.</summary>
/// <param name="fetcher">Fetches.</param>
/// <param name="downloads">Where the sets are kept as they came.</param>
/// <param name="archives">Where they are unpacked to.</param>
public sealed class SetFetch(Fetcher fetcher, DownloadCache downloads, ArchiveCache archives)
{
    /// <summary>Fetches sets, some at once.</summary>
    /// <param name="sets">The sets, with the digests that they must have.</param>
    /// <param name="progress">Is told how far they are.</param>
    /// <param name="cancellation">Ends the fetch early; what has come is kept for the next one.</param>
    /// <returns>The sets as they came, in that order; <see cref="ArchiveCache.Open"/> finds each unpacked.</returns>
    /// <exception cref="SmolException">One can't be had, is damaged, or is not what was expected.</exception>
    public async Task<IReadOnlyList<FetchedFile>> RunAsync(IReadOnlyList<MirrorFile> sets, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        var arrived = new ConcurrentDictionary<string, ArrivingArchive>();
        try
        {
            IReadOnlyList<FetchedFile> files = await fetcher.FetchAllAsync([.. sets.Select(WithUnpacking)], progress, cancellation).ConfigureAwait(false);
            for (int index = 0; index < sets.Count; index++)
            {
                if (arrived.TryGetValue(sets[index].Request.Source, out ArrivingArchive? archive))
                    archive.Commit(files[index].Path);
            }
            return files;
        }
        finally
        {
            foreach (ArrivingArchive archive in arrived.Values)
                archive.Dispose();
        }

        FetchRequest WithUnpacking(MirrorFile set) => IsAtHand(set.Request) ? set.Request : set.Request with
        {
            Consumer = (stream, stop) => arrived.AddOrUpdate(
                set.Request.Source,
                source => archives.Add(stream, source, stop),
                (source, before) =>
                {
                    // The server made us start again.
                    before.Dispose();
                    return archives.Add(stream, source, stop);
                }),
        };
    }

    /// <summary>What need not come is unpacked when it is opened, if it was not before.</summary>
    private bool IsAtHand(FetchRequest request) => Path.IsPathRooted(request.Source) || downloads.Find(request) is not null;
}
