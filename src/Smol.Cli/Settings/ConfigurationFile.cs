using Smol.Storage;

namespace Smol.Cli.Settings;

/// <summary>
/// <c>smol.conf</c> in the user's configuration folder: lines of <c>name = value</c>, with <c>#</c> before what is only for people.
/// </summary>
internal sealed class ConfigurationFile
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads it; one that is not there says nothing.</summary>
    /// <exception cref="SmolException">It can't be read, or has a line that is not understood.</exception>
    public static ConfigurationFile Read(string path)
    {
        try
        {
            return Parse(File.Exists(path) ? File.ReadAllLines(path) : [], path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static ConfigurationFile Parse(IReadOnlyList<string> lines, string path)
    {
        var file = new ConfigurationFile();
        for (int index = 0; index < lines.Count; index++)
        {
            string line = lines[index].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? line : line[..equals].TrimEnd();
            if (equals < 0 || Setting.All.All(setting => setting.Name != name))
                throw new SmolException($"'{name}' is not a setting", $"{path}:{index + 1}", "there are: " + string.Join(", ", Setting.All.Select(setting => setting.Name)));
            file._values[name] = line[(equals + 1)..].Trim();
        }
        return file;
    }

    /// <summary>What it says of a setting; null when it says nothing.</summary>
    public string? Find(Setting setting) => _values.GetValueOrDefault(setting.Name) is { Length: > 0 } value ? value : null;
}
