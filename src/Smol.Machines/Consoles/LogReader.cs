using System.Buffers;
using Smol.Fetching.Locks;

namespace Smol.Machines.Consoles;

/// <summary>Copies a console's log to a stream, from its first byte on.</summary>
/// <param name="path">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class LogReader(string path, TimeProvider time)
{
    private long _position;

    /// <summary>How often a log is looked at while it is followed.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Passes over all but the last lines.</summary>
    /// <param name="most">How many bytes those may be, in whole lines.</param>
    public void SkipToLast(int most)
    {
        if (new FileInfo(path) is not { Exists: true } file || file.Length <= most)
            return;
        using FileStream log = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var tail = new byte[most];
        long begin = Math.Max(0, log.Length - most);
        int count = RandomAccess.Read(log.SafeFileHandle, tail, begin);
        _position = begin + tail.AsSpan(0, count).IndexOf((byte)'\n') + 1;
    }

    /// <summary>Copies what is there.</summary>
    public async Task CopyAsync(Stream output, CancellationToken stop)
    {
        FileStream log;
        try
        {
            log = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return;
        }
        await using (log.ConfigureAwait(false))
        {
            // Another process has cut it: what we had not read yet is gone, and the end is where we go on.
            _position = log.Length < _position ? log.Length : _position;
            log.Position = _position;
            byte[] buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
            int count;
            while ((count = await log.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                _position += count;
                await output.WriteAsync(buffer.AsMemory(0, count), stop).ConfigureAwait(false);
            }
            ArrayPool<byte>.Shared.Return(buffer);
        }
        await output.FlushAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Copies what is there and what comes, until the machine has ended.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="maximum">How long the log may be: while it is followed, nobody else may come to cut it.</param>
    /// <param name="takeLock">Takes the machine's lock, or gives null.</param>
    /// <param name="isOver">Whether the machine has ended.</param>
    /// <param name="stop">Ends it.</param>
    public async Task FollowAsync(Stream output, long maximum, Func<FileLock?> takeLock, Func<bool> isOver, CancellationToken stop)
    {
        while (true)
        {
            bool isLast = isOver();
            await CopyAsync(output, stop).ConfigureAwait(false);
            if (isLast)
                return;
            if (_position > maximum && takeLock() is { } held)
                using (held)
                    _position -= ConsoleLog.Cut(path, maximum);
            await Task.Delay(Look, time, stop).ConfigureAwait(false);
        }
    }
}
