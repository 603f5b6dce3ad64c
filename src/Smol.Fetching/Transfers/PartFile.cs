using Microsoft.Win32.SafeHandles;
using Smol.Fetching.Downloads;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>
/// What has come of a download, and a note beside it of what it is a part of. Both outlive a killed process, so that the next one continues. Only for
/// who has the URL's lock.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private const int ReadSize = 1 << 20;

    private readonly DownloadCache _cache;
    private readonly string _url;
    private readonly Digests _digests;

    private PartFile(DownloadCache cache, string url, SafeFileHandle file, bool withSha512)
    {
        _cache = cache;
        _url = url;
        File = file;
        _digests = new(withSha512);
    }

    /// <summary>What it is a part of.</summary>
    public PartNote Note { get; private set; } = new("");

    /// <summary>How many bytes are here.</summary>
    public long Length { get; private set; }

    /// <summary>Whether bytes of an earlier answer are among them.</summary>
    public bool WasContinued { get; set; }

    /// <summary>The open file.</summary>
    public SafeFileHandle File { get; }

    /// <summary>Opens what an earlier process left of a download, or begins with nothing.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="url">The URL.</param>
    /// <param name="request">Tells which digests are to be had.</param>
    /// <param name="booted">When the host started.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public static PartFile Open(DownloadCache cache, string url, FetchRequest request, DateTimeOffset booted)
    {
        string path = cache.Layout.Part(url);
        try
        {
            SafeFileHandle file = System.IO.File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var part = new PartFile(cache, url, file, request.Sha512 is not null);
            // What a crash of the host leaves may have holes, which only a digest would find.
            if (request.Sha256 is not null || request.Sha512 is not null || System.IO.File.GetLastWriteTimeUtc(path) > booted.UtcDateTime)
                part.TakeUp();
            if (part.Length == 0)
                RandomAccess.SetLength(file, 0);
            return part;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw cache.Unusable(failure);
        }
    }

    /// <summary>Throws away what is here.</summary>
    /// <param name="note">What comes next.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public void Restart(PartNote note) => Write(() =>
    {
        RandomAccess.SetLength(File, 0);
        _digests.Reset();
        Length = 0;
        WasContinued = false;
        Note = note;
        SmallJson.Write(_cache.Layout.Note(_url), _cache.Layout.New(_url), note, DownloadsJson.Default.PartNote);
    });

    /// <summary>Puts bytes at the end.</summary>
    /// <exception cref="SmolException">The cache can't be written. All that was here is gone, to give the room back.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(File, bytes, Length);
        }
        catch (IOException failure)
        {
            Delete();
            throw _cache.Unusable(failure);
        }
        _digests.Add(bytes);
        Length += bytes.Length;
    }

    /// <summary>The digests of all bytes, which are then on the disk. Can be asked for once.</summary>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public (string Sha256, string? Sha512) Finish()
    {
        Write(() => RandomAccess.FlushToDisk(File));
        return _digests.Reset();
    }

    /// <summary>Gives the file its name in the cache.</summary>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public void Commit(CachedDownload record, string? sha512) => Write(() =>
    {
        _cache.Commit(_cache.Layout.Part(_url), record, sha512);
        System.IO.File.Delete(_cache.Layout.Note(_url));
    });

    /// <summary>Takes it away.</summary>
    public void Delete()
    {
        System.IO.File.Delete(_cache.Layout.Note(_url));
        System.IO.File.Delete(_cache.Layout.Part(_url));
    }

    /// <summary>The first bytes, by which a kind of file is known.</summary>
    public byte[] ReadStart()
    {
        var start = new byte[(int)Math.Min(ContentKind.StartLength, Length)];
        RandomAccess.Read(File, start, 0);
        return start;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Length == 0)
            Delete();
        File.Dispose();
        _digests.Dispose();
    }

    private void TakeUp()
    {
        if (SmallJson.Read(_cache.Layout.Note(_url), DownloadsJson.Default.PartNote) is not { } note)
            return;
        if (note.Url != _url || RandomAccess.GetLength(File) > note.Total)
            return;
        Note = note;
        var buffer = new byte[ReadSize];
        int count;
        while ((count = RandomAccess.Read(File, buffer, Length)) > 0)
        {
            _digests.Add(buffer.AsSpan(0, count));
            Length += count;
        }
        WasContinued = Length > 0;
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw _cache.Unusable(failure);
        }
    }
}
