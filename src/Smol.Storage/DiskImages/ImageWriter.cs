using Microsoft.Win32.SafeHandles;
using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>
/// A disk image while it is made: a file beside its final name that takes that name only when it is whole. What is never
/// written, and every block of zeros, stays a hole. Writes reach the file a MiB of the image at a time; while some are on their way
/// to the file, the next one fills. That is a chunk of the image's digest, too, which is made on the way where it is wanted.
/// </summary>
/// <remarks>
/// Meant for one thread. Each byte is written at most once; best in the order of the offsets. The image is not forced to the disk before it takes its name: that
/// costs as long as writing it once more, and an image can be made again. What a crash of the program leaves is a hidden
/// <c>.partial</c> file, never half an image under a name.
/// </remarks>
public sealed class ImageWriter : IDisposable
{
    /// <summary>The granularity of holes, in bytes.</summary>
    public const int HoleSize = 4096;

    private const int BatchCount = 8;

    private static int _imageCount;

    private readonly string _path;
    private readonly string _partialPath;
    private readonly SafeFileHandle _handle;
    private readonly WrittenDigest? _digest;
    private readonly CancellationToken _cancellation;
    private readonly ImageBatch[] _batches = new ImageBatch[BatchCount];
    private readonly Task[] _arrivals = new Task[BatchCount]; // of the batches, each when it was last sent
    private Task _lastWrite = Task.CompletedTask;
    private int _current;
    private long _highest = -1; // of the chunks that were begun
    private bool _committed;

    private ImageWriter(string path, string partialPath, SafeFileHandle handle, bool isDigested, CancellationToken cancellation)
    {
        _path = path;
        _partialPath = partialPath;
        _handle = handle;
        _digest = isDigested ? new() : null;
        for (int index = 0; index < BatchCount; index++)
            (_batches[index], _arrivals[index]) = (new(), Task.CompletedTask);
        _cancellation = cancellation;
    }

    /// <summary>Begins an image whose digest is not wanted.</summary>
    /// <inheritdoc cref="Create(string, bool, CancellationToken)"/>
    public static ImageWriter Create(string path, CancellationToken cancellation = default) => Create(path, isDigested: false, cancellation);

    /// <summary>Begins an image that will be at <paramref name="path"/>.</summary>
    /// <param name="path">The image's final name.</param>
    /// <param name="isDigested">Whether its digest is wanted.</param>
    /// <param name="cancellation">Ends the writing with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SmolException">The folder does not exist or can't be written.</exception>
    public static ImageWriter Create(string path, bool isDigested, CancellationToken cancellation)
    {
        string full = Path.GetFullPath(path);
        string unique = $"{Environment.ProcessId}-{Interlocked.Increment(ref _imageCount)}";
        string partial = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{unique}.partial");
        try
        {
            // Not FileMode.Create: that cuts the file to nothing, after which ext4 writes all of it to the disk when it is closed.
            File.Delete(partial);
            return new(full, partial, File.OpenHandle(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None), isDigested, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be made: " + failure.Message, path, cause: failure);
        }
    }

    /// <summary>Writes bytes at an offset of the image.</summary>
    /// <exception cref="SmolException">The disk is full, or the file can't be written.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = Room(offset, bytes.Length);
            int count = room.Length;
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            offset += count;
        }
    }

    /// <summary>Writes a file's content at an offset of the image, where it lies in one piece.</summary>
    /// <param name="offset">Where in the image.</param>
    /// <param name="content">The file.</param>
    /// <param name="contentOffset">From which of its bytes on.</param>
    /// <param name="length">How many of them.</param>
    /// <exception cref="SmolException">The source can't be read, or the image can't be written.</exception>
    public void Write(long offset, in FileContent content, long contentOffset, long length)
    {
        while (length > 0)
        {
            Span<byte> room = Room(offset, length);
            int count = room.Length;
            content.Read(contentOffset, room);
            offset += count;
            contentOffset += count;
            length -= count;
        }
    }

    /// <summary>Gives the image its length and its name. A file that had the name is replaced.</summary>
    /// <returns>Its <see cref="SparseDigest"/>; null when it is not wanted.</returns>
    /// <exception cref="SmolException">The disk is full, or the file can't be written or renamed.</exception>
    public string? Commit(long length)
    {
        Flush();
        foreach (Task arrival in _arrivals)
            arrival.GetAwaiter().GetResult();
        try
        {
            RandomAccess.SetLength(_handle, length);
            string? digest = _digest?.Finish(_handle);
            _handle.Dispose();
            File.Move(_partialPath, _path, overwrite: true);
            _committed = true;
            return digest;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(failure);
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        foreach (Task arrival in _arrivals)
            Task.WaitAny(arrival); // it has the file in use; whether it failed was asked, or does not matter
        _handle.Dispose();
        if (!_committed)
            File.Delete(_partialPath);
    }

    /// <summary>Where the next bytes go, as many of them as the batch takes.</summary>
    private Span<byte> Room(long offset, long length)
    {
        if (!_batches[_current].Takes(offset))
        {
            Flush();
            long chunk = offset / ChunkDigest.Size;
            _batches[_current].Begin(offset, isFresh: chunk > _highest);
            _highest = Math.Max(_highest, chunk);
        }
        return _batches[_current].Room(offset, length);
    }

    /// <summary>Sends the batch on its way, and goes to the next one, once that has arrived.</summary>
    private void Flush()
    {
        _cancellation.ThrowIfCancellationRequested();
        ImageBatch batch = _batches[_current];
        if (batch.Length == 0)
            return;
        _arrivals[_current] = Send(batch);
        _current = (_current + 1) % BatchCount;
        _arrivals[_current].GetAwaiter().GetResult();
        _batches[_current].Clear();
    }

    /// <summary>Writes come after each other, since the kernel lets one at a time into a file; digests are made beside them.</summary>
    private Task Send(ImageBatch batch)
    {
        Task before = _lastWrite;
        _lastWrite = before.ContinueWith(_ =>
        {
            before.GetAwaiter().GetResult();
            WriteBatch(batch.Written, batch.Offset);
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return _digest is { } digest ? Task.WhenAll(_lastWrite, Task.Run(() => digest.Add(batch))) : _lastWrite;
    }

    private void WriteBatch(ReadOnlySpan<byte> batch, long offset)
    {
        while (!batch.IsEmpty)
        {
            int zeros = RunLength(batch, offset, wantZero: true);
            batch = batch[zeros..];
            offset += zeros;
            int data = RunLength(batch, offset, wantZero: false);
            if (data > 0)
                WriteThrough(offset, batch[..data]);
            batch = batch[data..];
            offset += data;
        }
    }

    /// <summary>How many bytes at the front are whole or partial hole-sized blocks that are all zero (or are not).</summary>
    private static int RunLength(ReadOnlySpan<byte> bytes, long offset, bool wantZero)
    {
        int length = 0;
        while (length < bytes.Length)
        {
            int block = (int)Math.Min(HoleSize - ((offset + length) % HoleSize), bytes.Length - length);
            bool isZero = !bytes.Slice(length, block).ContainsAnyExcept((byte)0);
            if (isZero != wantZero)
                break;
            length += block;
        }
        return length;
    }

    private void WriteThrough(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(failure);
        }
    }

    private SmolException WriteFailure(Exception failure) => failure.HResult switch
    {
        // On Unix an IOException carries errno; ENOSPC and EFBIG have these numbers on Linux, macOS and the BSDs alike.
        28 => new("the disk is full", _path, "nothing was left behind; free some room or choose another folder", failure),
        27 => new("is longer than its disk's filesystem or the limit of this process allows", _path, "nothing was left behind", failure),
        _ => new("can't be written: " + failure.Message, _path, "nothing was left behind", failure),
    };
}
