using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Smol.Fetching.Downloads;

/// <summary>Small files of JSON that may be lost: one that can't be read is as good as none.</summary>
internal static class SmallJson
{
    /// <summary>Reads one; null where it is not there, or damaged.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces one, by way of a file beside it that nobody else writes.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write<T>(string path, string newPath, T value, JsonTypeInfo<T> type)
    {
        File.WriteAllBytes(newPath, JsonSerializer.SerializeToUtf8Bytes(value, type));
        File.Move(newPath, path, overwrite: true);
    }
}
