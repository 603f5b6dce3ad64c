using Microsoft.Win32.SafeHandles;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// A file of the cache while it arrives: written from front to back by one thread, read by another as far as it is there, and
/// renamed when it is whole. A second file beside it is locked for as long as the process lives, so that what a killed process left
/// can be told from what another one is at work on.
/// </summary>
internal sealed class ArrivingFile : IContentSource, IDisposable
{
    private const string Prefix = "arriving-";
    private const string LockSuffix = ".lock";
    private const int HoleSize = 4096;
    private const int MostTries = 5;

    private readonly object _growth = new();
    private readonly string _path;
    private readonly FileStream _mark;
    private readonly SafeFileHandle _handle;
    private long _length;
    private bool _isOver;
    private bool _isAbandoned;

    private ArrivingFile(string path)
    {
        _path = path;
        _mark = new(path + LockSuffix, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        try
        {
            _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch
        {
            File.Delete(path + LockSuffix);
            _mark.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Name => _path;

    /// <summary>How many bytes there are so far.</summary>
    public long Length => Interlocked.Read(ref _length);

    /// <summary>CRC-32C of these bytes.</summary>
    public uint Checksum { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <param name="folder">The folder that it will stay in; made when it is not there.</param>
    /// <exception cref="SmolException">The folder can't be written.</exception>
    public static ArrivingFile Create(string folder)
    {
        for (int tries = 1; ; tries++)
        {
            string path = Path.Combine(folder, Prefix + Guid.NewGuid().ToString("N"));
            try
            {
                Directory.CreateDirectory(folder);
                return new(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Who clears leftovers away may have taken the new file for one, in the moment before it was locked.
                if (tries == MostTries)
                    throw WriteFailure(failure, folder);
            }
        }
    }

    /// <summary>Removes what killed processes left in a folder, and only that.</summary>
    /// <returns>How many bytes went.</returns>
    public static long RemoveLeftovers(string folder)
    {
        long freed = 0;
        if (!Directory.Exists(folder))
            return freed;
        foreach (string path in Directory.GetFiles(folder, Prefix + "*"))
        {
            string data = path.EndsWith(LockSuffix, StringComparison.Ordinal) ? path[..^LockSuffix.Length] : path;
            try
            {
                // The lock file is there before the data and goes after it.
                using FileStream? mark = File.Exists(data + LockSuffix) ? new(data + LockSuffix, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
                if (File.Exists(data))
                    freed += new FileInfo(data).Length;
                File.Delete(data);
                File.Delete(data + LockSuffix);
            }
            catch (IOException)
            {
                // Somebody is at work on it.
            }
        }
        return freed;
    }

    /// <summary>Appends bytes. What is zero stays a hole.</summary>
    /// <exception cref="SmolException">The disk is full, or the file can't be written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Checksum = Crc32C.Append(Checksum, bytes);
        long end = _length + bytes.Length;
        for (int start = 0; start < bytes.Length;)
        {
            bool isData = bytes.Slice(start, BlockLength(bytes, start)).ContainsAnyExcept((byte)0);
            int next = start;
            do
                next += BlockLength(bytes, next);
            while (next < bytes.Length && bytes.Slice(next, BlockLength(bytes, next)).ContainsAnyExcept((byte)0) == isData);
            if (isData)
                Write(bytes[start..next], _length + start);
            start = next;
        }
        Announce(end, isOver: false);
    }

    /// <summary>Says that nothing more comes.</summary>
    /// <exception cref="SmolException">The disk is full.</exception>
    public void Finish()
    {
        try
        {
            RandomAccess.SetLength(_handle, _length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(failure, Path.GetDirectoryName(_path)!);
        }
        Announce(_length, isOver: true);
    }

    /// <summary>Says that the rest will never come: who waits for it stops.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        Announce(_length, isOver: true);
    }

    /// <summary>Waits until so many bytes are there, or it is sure that they never will be.</summary>
    /// <returns>How many are there: at least as many as were asked for, or all.</returns>
    /// <exception cref="OperationCanceledException">The writer gave up.</exception>
    public long WaitFor(long length)
    {
        lock (_growth)
        {
            while (_length < length && !_isOver)
                Monitor.Wait(_growth);
            return _isAbandoned ? throw new OperationCanceledException() : _length;
        }
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = RandomAccess.Read(_handle, buffer, offset);
            if (count == 0)
            {
                buffer.Clear(); // a hole at the end of what was written so far
                return;
            }
            buffer = buffer[count..];
            offset += count;
        }
    }

    /// <summary>Gives the file its name. A file that had it is replaced.</summary>
    /// <exception cref="SmolException">The file can't be renamed.</exception>
    public void Commit(string path)
    {
        try
        {
            _handle.Dispose();
            File.Move(_path, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(failure, path);
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        Abandon();
        _handle.Dispose();
        File.Delete(_path);
        File.Delete(_path + LockSuffix);
        _mark.Dispose();
    }

    private int BlockLength(ReadOnlySpan<byte> bytes, int start) =>
        (int)Math.Min(HoleSize - ((_length + start) % HoleSize), bytes.Length - start);

    private void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(failure, Path.GetDirectoryName(_path)!);
        }
    }

    private void Announce(long length, bool isOver)
    {
        lock (_growth)
        {
            Interlocked.Exchange(ref _length, length);
            _isOver |= isOver;
            Monitor.PulseAll(_growth);
        }
    }

    private static SmolException WriteFailure(Exception failure, string place) =>
        new("can't be written: " + failure.Message, place, "free some room, or remove the folder", failure);
}
