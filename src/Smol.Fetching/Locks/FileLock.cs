using Smol.Storage;

namespace Smol.Fetching.Locks;

/// <summary>
/// A lock between processes: a file that one of them has open for itself alone. It goes with its process, however that ends.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

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
            try
            {
                return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (time.GetElapsedTime(start) < patience && Directory.Exists(Path.GetDirectoryName(path)))
            {
                Task.Delay(Pause, time).GetAwaiter().GetResult();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new SmolException("can't be locked: " + failure.Message, path, "another smol may be at work there", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
