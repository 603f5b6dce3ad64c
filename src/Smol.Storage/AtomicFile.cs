namespace Smol.Storage;

/// <summary>A file that takes its name when it is whole.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file; one of that name is replaced, at once or not at all.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="write">Writes its bytes.</param>
    /// <exception cref="SmolException">It can't be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (FileStream stream = File.Create(partial))
                write(stream);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }
}
