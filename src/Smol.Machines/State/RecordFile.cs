using System.Text.Json;
using Smol.Storage;

namespace Smol.Machines.State;

/// <summary>A small JSON file that is there whole or not at all.</summary>
internal static class RecordFile
{
    /// <summary>Reads it, or gives null when it is not there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="read">Reads its text; a <see cref="JsonException"/> of it says what is wrong with that.</param>
    /// <param name="hint">What a user can do about a damaged one.</param>
    /// <exception cref="SmolException">It is damaged.</exception>
    public static T? Read<T>(string path, Func<ReadOnlyMemory<byte>, T?> read, string hint = "'smol rm' removes the machine")
        where T : class
    {
        try
        {
            return read(File.ReadAllBytes(path)) ?? throw new JsonException("it is empty");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, hint, failure);
        }
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="SmolException">It can't be written.</exception>
    public static void Write(string path, byte[] text)
    {
        string partial = path + ".partial";
        try
        {
            File.WriteAllBytes(partial, text);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
    }
}
