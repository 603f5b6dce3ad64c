namespace Smol.Storage.Archives;

/// <summary>
/// An archive that was decompressed into the cache and is not yet known there. What its digest ought to be is the caller's
/// knowledge: <see cref="Commit"/> makes it an entry, and without it nothing is left.
/// </summary>
public sealed class ArrivingArchive : IDisposable
{
    private const int BufferCount = 4;
    private const int BufferSize = 1 << 20;

    // No set comes near; what does is a bomb.
    private const long MostUnpacked = 1L << 36;

    private readonly CacheFolders _folders;
    private readonly ArrivingFile _file;
    private readonly IndexWriter? _index;

    private ArrivingArchive(CacheFolders folders, ArrivingFile file, IndexWriter? index, string digest, long packedLength)
    {
        _folders = folders;
        _file = file;
        _index = index;
        Name = new(digest, packedLength, file.Length, file.Checksum);
    }

    /// <summary>SHA-256 of the archive as it came, in lower-case hexadecimal.</summary>
    public string Digest => Name.Digest;

    /// <summary>The archive's length as it came, in bytes.</summary>
    public long PackedLength => Name.PackedLength;

    /// <summary>How long what it decompressed to is, in bytes.</summary>
    public long Length => Name.Length;

    internal UnpackedName Name { get; }

    /// <summary>Makes it an entry of the cache.</summary>
    /// <param name="path">Where the archive is as it came, if it was kept: opening that file then finds the entry without reading it.</param>
    /// <exception cref="SmolException">The cache can't be written.</exception>
    public void Commit(string? path = null)
    {
        if (_index is not null)
            IndexFile.Write(_folders.IndexPath(Name), _index, Length);
        _file.Commit(_folders.UnpackedPath(Name));
        if (path is not null)
            new ArchiveStamp(_folders.Stamps, path, "").Write(Name);
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Reading, decompressing, writing and indexing go on at the same time; decompressing is what takes long.</summary>
    internal static ArrivingArchive Receive(CacheFolders folders, Stream compressed, string place, CancellationToken cancellation)
    {
        var file = ArrivingFile.Create(folders.Unpacked);
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var input = new DigestingStream(compressed, stop.Token);
            Task<IndexWriter?> indexing = Begin(() => IndexWriter.Read(new TarReader(file)));
            string digest;
            try
            {
                digest = DecompressTo(file, input, place, stop);
            }
            catch
            {
                file.Abandon();
                Task.WaitAny([indexing], CancellationToken.None);
                throw;
            }
            return new(folders, file, indexing.GetAwaiter().GetResult(), digest, input.Count);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <returns>The digest of what came.</returns>
    private static string DecompressTo(ArrivingFile file, DigestingStream input, string place, CancellationTokenSource stop)
    {
        using var ring = new BufferRing(BufferCount, BufferSize);
        Task<bool> writing = Begin(() => WriteTo(file, ring, stop));
        try
        {
            return Decompress(input, ring, place, stop.Token);
        }
        catch (OperationCanceledException) when (writing.IsFaulted)
        {
            return ""; // never seen: the reason comes out below
        }
        finally
        {
            ring.Finish();
            writing.GetAwaiter().GetResult();
        }
    }

    private static string Decompress(DigestingStream input, BufferRing ring, string place, CancellationToken cancellation)
    {
        var start = new byte[Decompression.MagicLength];
        int startLength = input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new FollowedStream(new MemoryStream(start, 0, startLength), input);
        using Stream plain = Decompression.Open(whole, Decompression.Detect(start.AsSpan(0, startLength)), place);
        long length = 0;
        while (true)
        {
            byte[] buffer = ring.TakeEmpty(cancellation);
            int count = plain.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            ring.PutFull(buffer, count);
            length += count;
            if (count < buffer.Length)
                return input.Finish();
            if (length > MostUnpacked)
                throw new SmolException($"decompresses to over {MostUnpacked >> 30} GiB, which no archive of ours does", place);
        }
    }

    private static bool WriteTo(ArrivingFile file, BufferRing ring, CancellationTokenSource stop)
    {
        try
        {
            while (ring.TryTakeFull(out ReadOnlyMemory<byte> filled, stop.Token))
            {
                file.Append(filled.Span);
                ring.PutEmpty(filled);
            }
            file.Finish();
            return true;
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>On a thread of its own, since each waits for the others.</summary>
    private static Task<T> Begin<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
