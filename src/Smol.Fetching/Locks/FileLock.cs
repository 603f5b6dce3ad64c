using Smol.Storage;

namespace Smol.Fetching.Locks;

/// <summary>
/// A lock between processes: a file that one of them has open for itself alone. It goes with its process, however that ends.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    // EWOULDBLOCK of flock(2), which the framework gives as it is.
    private static int HeldByAnother => OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    /// <param name="path">The lock's file; made when it is not there, and left there.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SmolException">Somebody kept it for longer, or the file can't be made.</exception>
    public static FileLock Take(string path, TimeSpan patience, TimeProvider time)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } held)
                return held;
            if (time.GetElapsedTime(start) >= patience)
                throw new SmolException("can't be locked: another smol has it", path, "wait for it to end, or stop it");
            Task.Delay(Pause, time).GetAwaiter().GetResult();
        }
    }

    /// <summary>Takes the lock, waiting for whoever has it for as long as that takes: it may be a long download.</summary>
    /// <param name="path">The lock's file; made when it is not there, and left there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SmolException">The file can't be made.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake(path) is { } held)
                return held;
            await Task.Delay(LongPause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the lock, or gives null when somebody has it.</summary>
    /// <param name="path">The lock's file; made when it is not there, and left there.</param>
    /// <exception cref="SmolException">The file can't be made.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (failure.HResult == HeldByAnother)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be locked: " + failure.Message, path, cause: failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
