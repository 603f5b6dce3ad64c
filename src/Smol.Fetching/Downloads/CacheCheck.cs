using Smol.Storage.FileTrees;

namespace Smol.Fetching.Downloads;

/// <summary>Looks for what is wrong in a cache.</summary>
internal sealed class CacheCheck(CacheLayout layout)
{
    private readonly HashSet<string> _good = new(StringComparer.Ordinal);

    /// <summary>All that is wrong; the files first, then what leads to them.</summary>
    public IEnumerable<CacheFinding> Run(CancellationToken cancellation)
    {
        foreach (FileInfo file in CacheLayout.In(layout.Files).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Check(file) is { } problem)
                yield return new(file.FullName, problem);
            else
                _good.Add(file.Name);
        }
        foreach (FileInfo record in CacheLayout.In(layout.Records).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (CheckRecord(record) is { } problem)
                yield return new(record.FullName, problem);
        }
        foreach (FileInfo link in CacheLayout.In(layout.Links).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (!_good.Contains(Path.GetFileName(link.LinkTarget ?? "")))
                yield return new(link.FullName, "leads to no good file");
        }
    }

    private static string? Check(FileInfo file)
    {
        try
        {
            string sha256 = FileDigest.Sha256(file.FullName);
            return sha256 == file.Name ? null : $"has the SHA-256 {sha256}, which is not its name";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "can't be read: " + failure.Message;
        }
    }

    private string? CheckRecord(FileInfo file) => SmallJson.Read(file.FullName, DownloadsJson.Default.CachedDownload) switch
    {
        null => "is not a record of a download",
        { } record when layout.Record(record.Url) != file.FullName => $"is not the record of {record.Url}",
        { } record when !_good.Contains(record.Sha256) => $"{record.Url} leads to no good file",
        { } record when new FileInfo(layout.File(record.Sha256)).Length != record.Size => $"has the wrong length for {record.Url}",
        _ => null,
    };
}
