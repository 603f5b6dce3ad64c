using Smol.Storage;

namespace Smol.Fetching.Downloads;

/// <summary>
/// What was downloaded. A file lies under its digest, <c>sha256/HEX</c>, and gets that name when it is whole, checked and on the disk; a
/// link <c>sha512/HEX</c> finds it by the other digest, and <c>urls/KEY.json</c> says which file a URL gave. The folder may be removed
/// at any time.
/// </summary>
/// <param name="folder">The cache's folder; made when it is needed.</param>
/// <param name="time">The clock.</param>
public sealed class DownloadCache(string folder, TimeProvider time)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The cache's folder.</summary>
    public string Folder => Layout.Folder;

    internal CacheLayout Layout { get; } = new(Path.GetFullPath(folder));

    /// <summary>What a URL gave, if the cache still has the file; null otherwise.</summary>
    public CachedDownload? Find(string url) =>
        SmallJson.Read(Layout.Record(url), DownloadsJson.Default.CachedDownload) is { } record && record.Url == url
            && FindSha256(record.Sha256) is { } path && new FileInfo(path).Length == record.Size
            ? record : null;

    /// <summary>The path of the file with this SHA-256; null where the cache has none.</summary>
    /// <param name="hex">64 hexadecimal digits.</param>
    public string? FindSha256(string hex) => IsHex(hex, 64) && File.Exists(Layout.File(hex)) ? Layout.File(hex) : null;

    /// <summary>The path of the file with this SHA-512; null where the cache has none.</summary>
    /// <param name="hex">128 hexadecimal digits.</param>
    public string? FindSha512(string hex) =>
        IsHex(hex, 128) && new FileInfo(Layout.Link(hex)).LinkTarget is { } target ? FindSha256(Path.GetFileName(target)) : null;

    /// <summary>The path of the file that has the digests of a request; null where the request has none, or the cache no such file.</summary>
    public string? Find(FetchRequest request)
    {
        string? bySha512 = request.Sha512 is null ? null : FindSha512(request.Sha512);
        if (request.Sha256 is null)
            return bySha512;
        string? bySha256 = FindSha256(request.Sha256);
        return request.Sha512 is null || bySha512 == bySha256 ? bySha256 : null;
    }

    /// <summary>Its files, by digest.</summary>
    public IReadOnlyList<CacheEntry> List()
    {
        ILookup<string, (string Url, DateTimeOffset Used)> records = CacheLayout.In(Layout.Records)
            .Select(file => (Record: SmallJson.Read(file.FullName, DownloadsJson.Default.CachedDownload), Used: (DateTimeOffset)file.LastWriteTimeUtc))
            .Where(entry => entry.Record is not null)
            .ToLookup(entry => entry.Record!.Sha256, entry => (entry.Record!.Url, entry.Used));
        return
        [
            .. CacheLayout.In(Layout.Files).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new CacheEntry(
                file.Name,
                file.FullName,
                file.Length,
                records[file.Name].Select(entry => entry.Used).Append(file.LastWriteTimeUtc).Max(),
                [.. records[file.Name].Select(entry => entry.Url).Order(StringComparer.Ordinal)])),
        ];
    }

    /// <summary>Removes what broken-off downloads left, where nobody continues them now, and the files that no fetch gave for a while.</summary>
    /// <param name="unusedFor">For how long; zero for all files, null for none but leftovers.</param>
    /// <exception cref="SmolException">A file can't be removed.</exception>
    public CachePruned Prune(TimeSpan? unusedFor)
    {
        var pruning = new CachePruning(this);
        try
        {
            pruning.RemoveLeftovers();
            if (unusedFor is not null)
                pruning.RemoveUnused(time.GetUtcNow() - unusedFor.Value);
            return pruning.Removed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>Reads every file again.</summary>
    /// <param name="removesBad">Whether to remove what is wrong.</param>
    /// <param name="cancellation">Ends the reading early.</param>
    /// <returns>All that is wrong.</returns>
    /// <exception cref="SmolException">A file can't be removed.</exception>
    public IReadOnlyList<CacheFinding> Verify(bool removesBad, CancellationToken cancellation = default)
    {
        try
        {
            List<CacheFinding> findings = [.. new CacheCheck(Layout).Run(cancellation)];
            if (removesBad)
                findings.ForEach(finding => File.Delete(finding.Path));
            return findings;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>Takes in a file that is whole, checked and on the disk. Only for who has the URL's lock.</summary>
    /// <exception cref="IOException">The cache can't be written.</exception>
    internal void Commit(string path, CachedDownload record, string? sha512)
    {
        File.SetUnixFileMode(path, ReadOnly);
        File.Move(path, Layout.File(record.Sha256), overwrite: true);
        if (sha512 is not null)
        {
            string link = Layout.New(record.Url);
            File.Delete(link);
            File.CreateSymbolicLink(link, Path.Combine("..", "sha256", record.Sha256));
            File.Move(link, Layout.Link(sha512), overwrite: true);
        }
        Write(record);
    }

    /// <summary>The server says that what a URL gave has not changed. Only for who has the URL's lock.</summary>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    internal void Confirm(CachedDownload record)
    {
        try
        {
            Write(record with { Checked = time.GetUtcNow() });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>Notes that a file is of use still, as far as that can be noted: the cache may be somebody else's.</summary>
    internal void NoteUse(string url)
    {
        try
        {
            File.SetLastWriteTimeUtc(Layout.Record(url), time.GetUtcNow().UtcDateTime);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then it looks older than it is, and is fetched once more some day.
        }
    }

    private void Write(CachedDownload record) =>
        SmallJson.Write(Layout.Record(record.Url), Layout.New(record.Url), record, DownloadsJson.Default.CachedDownload);

    /// <summary>What to throw where the cache can't be written.</summary>
    internal SmolException Unusable(Exception failure) =>
        new("can't be written: " + failure.Message, Folder, "free some room, or name another folder", failure);

    private static bool IsHex(string? text, int length) => text?.Length == length && text.All(char.IsAsciiHexDigit);
}
