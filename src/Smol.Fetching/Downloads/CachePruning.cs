using Smol.Fetching.Locks;

namespace Smol.Fetching.Downloads;

/// <summary>Makes a cache smaller.</summary>
internal sealed class CachePruning(DownloadCache cache)
{
    private readonly CacheLayout _layout = cache.Layout;

    public CachePruned Removed { get; private set; }

    /// <summary>Removes what broken-off downloads left. Who has the lock of a URL still works at its files.</summary>
    public void RemoveLeftovers()
    {
        foreach (IGrouping<string, FileInfo> files in CacheLayout.In(_layout.Arriving).GroupBy(file => Path.GetFileNameWithoutExtension(file.Name)))
        {
            using FileLock? held = FileLock.TryTake(Path.Combine(_layout.Locks, files.Key));
            if (held is null)
                continue;
            foreach (FileInfo file in files)
                Remove(file);
        }
    }

    /// <summary>Removes the files that no fetch gave since then, and what leads to them.</summary>
    public void RemoveUnused(DateTimeOffset since)
    {
        foreach (CacheEntry entry in cache.List().Where(entry => entry.Used <= since))
            Remove(new(_layout.File(entry.Sha256)));
        foreach (FileInfo record in CacheLayout.In(_layout.Records))
        {
            if (SmallJson.Read(record.FullName, DownloadsJson.Default.CachedDownload) is not { } known || cache.FindSha256(known.Sha256) is null)
                Remove(record);
        }
        foreach (FileInfo link in CacheLayout.In(_layout.Links))
        {
            if (cache.FindSha512(link.Name) is null)
                link.Delete();
        }
    }

    private void Remove(FileInfo file)
    {
        Removed = new(Removed.Files + 1, Removed.Bytes + (file.LinkTarget is null ? file.Length : 0));
        file.Delete();
    }
}
