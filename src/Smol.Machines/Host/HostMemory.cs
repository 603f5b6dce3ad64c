using System.Text.Json;

namespace Smol.Machines.Host;

/// <summary>What was found out about this host before, in a file that any run may lose.</summary>
/// <param name="path">The file.</param>
internal sealed class HostMemory(string path)
{
    /// <summary>What is remembered of this boot; nothing when the file is missing, damaged or from another boot.</summary>
    public HostRecord Load(string bootId)
    {
        try
        {
            HostRecord? record = JsonSerializer.Deserialize(File.ReadAllBytes(path), HostJson.Default.HostRecord);
            if (record?.BootId == bootId && record.Programs is not null)
                return record;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            // What can be found out again needs no repair.
        }
        return new(bootId, []);
    }

    /// <summary>Remembers; a file that can't be written is no failure of the run.</summary>
    public void Save(HostRecord record)
    {
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(record, HostJson.Default.HostRecord));
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }
}
