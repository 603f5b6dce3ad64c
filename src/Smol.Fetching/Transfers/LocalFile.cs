using Microsoft.Win32.SafeHandles;
using Smol.Fetching.Progress;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>A file of the host, used where it is once it was checked.</summary>
internal static class LocalFile
{
    private const int ReadSize = 1 << 20;

    /// <summary>Checks it.</summary>
    /// <param name="request">What to check.</param>
    /// <param name="path">Its full path.</param>
    /// <param name="progress">Is told how far the check is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">It can't be read, or is not what was expected.</exception>
    public static async Task<FetchedFile> FetchAsync(FetchRequest request, string path, ItemProgress progress, CancellationToken cancellation)
    {
        var expectation = new Expectation(request, path);
        using SafeFileHandle file = Open(path);
        long size = RandomAccess.GetLength(file);
        expectation.CheckSize(size, false);
        byte[] start = ReadStart(file);
        expectation.CheckStart(start);
        progress.Enter(FetchState.Receiving);
        using var digests = new Digests(request.Sha512 is not null);
        var buffer = new byte[(int)Math.Clamp(size, 1, ReadSize)];
        long offset = 0;
        int count;
        while ((count = RandomAccess.Read(file, buffer, offset)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            digests.Add(buffer.AsSpan(0, count));
            offset += count;
            progress.Advance(offset, size, count);
        }
        (string sha256, string? sha512) = digests.Reset();
        if (expectation.JudgeDigests(sha256, sha512, start) is { } wrong)
            throw wrong;
        if (request.Consumer is not null)
            await ConsumerRun.OverAsync(request.Consumer, file, cancellation).ConfigureAwait(false);
        return new(path, path, sha256, offset, FetchOrigin.Local);
    }

    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="SmolException">It can't be.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, options: FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SmolException("is not there", path, null, missing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, null, failure);
        }
    }

    /// <summary>The first bytes of a file, by which its kind is known.</summary>
    public static byte[] ReadStart(SafeFileHandle file)
    {
        var start = new byte[(int)Math.Min(ContentKind.StartLength, RandomAccess.GetLength(file))];
        RandomAccess.Read(file, start, 0);
        return start;
    }
}
