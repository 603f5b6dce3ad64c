using System.Text;
using Smol.Building.Minimising;
using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes.Sailor;

/// <summary>
/// Reads <c>sailor.conf</c>, which says what a minimised image keeps: <c>shipbins</c>, <c>sync_dirs</c> and <c>packages</c>; and what is run in the
/// guest when it is made: <c>run_at_build</c>, a command a line. <c>shipname</c> and <c>shippath</c>, the name and the place of what sailor(1)
/// makes, are allowed, and may be used in the others. The file itself is never run.
/// </summary>
public sealed class SailorConf
{
    /// <summary>The file's name in a service's folder.</summary>
    public const string FileName = "sailor.conf";

    /// <summary>The variable with commands for the guest.</summary>
    public const string RunAtBuild = "run_at_build";

    private const int LargestFile = 1 << 20;
    private const int MostFiles = 32;
    private const int LongestValue = 1 << 20;

    private readonly string _folder;
    private readonly string? _common;
    private int _files;

    // sailor's own name for where packages are installed.
    private readonly Dictionary<string, SourceText> _values = new()
    {
        ["prefix"] = SourceText.At("/usr/pkg", SourcePosition.Default),
        ["shipbins"] = SourceText.Empty,
        ["sync_dirs"] = SourceText.Empty,
        ["packages"] = SourceText.Empty,
        [RunAtBuild] = SourceText.Empty,
        ["shipname"] = SourceText.Empty,
        ["shippath"] = SourceText.Empty,
    };

    private SailorConf(string folder, string? common) => (_folder, _common) = (folder, common);

    /// <summary>Reads a service's file.</summary>
    /// <param name="folder">The service's folder.</param>
    /// <param name="common">The folder that services share; null when there is none.</param>
    /// <returns>What it keeps; null when the service has no such file.</returns>
    /// <exception cref="SmolException">It can't be read, or has something in it that is not understood; the place is file and line.</exception>
    public static KeepList? Find(string folder, string? common)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return null;
        var conf = new SailorConf(folder, common);
        conf.Read(file);
        return new([.. conf.Words("shipbins"), .. conf.Words("sync_dirs")], [.. conf.Words("packages")]) { Commands = [.. conf.Lines(RunAtBuild)] };
    }

    /// <summary>Reads what every image keeps, <c>sailor.vars</c> of the folder that services share; nothing when it has no such file.</summary>
    /// <param name="common">The folder.</param>
    /// <exception cref="SmolException">It is not understood; the place is file and line.</exception>
    public static KeepList ReadShared(string common)
    {
        string file = Path.Combine(common, "sailor.vars");
        var conf = new SailorConf(common, common);
        if (File.Exists(file))
            conf.Read(file);
        return new([.. conf.Words("shipbins"), .. conf.Words("sync_dirs")], [.. conf.Words("packages")]);
    }

    private void Read(string file)
    {
        if (++_files > MostFiles)
            throw new SmolException($"reads more than {MostFiles} files", Path.Combine(_folder, FileName), "does one of them read itself?");
        var text = new SailorText(SourceText.OfFile(file, Load(file)), _values.GetValueOrDefault);
        while (!text.IsAtEnd)
        {
            SourcePosition position = text.Position;
            if (text.TryTakeDot())
                Read(Locate(text.TakeLastWord().Text, position));
            else if (text.TakeName() is { } name)
                Assign(name, text.TakeLastWord(), position);
            else
                throw SailorText.Refusal("is neither an assignment nor '. FILE'", position);
        }
    }

    private void Assign(string name, SourceText value, SourcePosition position)
    {
        if (name.StartsWith("run_at_", StringComparison.Ordinal) && name != RunAtBuild)
            throw new SmolException($"{name} is a command for a ship that sailor starts, and a machine is not started by it", position.Place, "let the service's etc/rc do it");
        if (!_values.ContainsKey(name) || name == "prefix")
            throw new SmolException($"{name} means nothing to a minimised image", position.Place, "shipbins, sync_dirs and packages say what it keeps");
        if (value.Length > LongestValue)
            throw new SmolException($"{name} grows over {LongestValue >> 20} MiB", position.Place);
        _values[name] = value;
    }

    /// <summary>smolBSD's builder has the services in <c>/service</c>.</summary>
    private string Locate(string text, SourcePosition position)
    {
        string[] names = [.. text.Split('/').Where(name => name is not ("" or "."))];
        int skipped = names is ["service" or "..", ..] ? 1 : 0;
        string[] rest = names[skipped..];
        string? folder = rest switch
        {
            [ServiceCatalogue.CommonFolder, _, ..] => _common,
            [var first, _, ..] when skipped == 1 && first == Path.GetFileName(Path.GetFullPath(_folder)) => _folder,
            [_] when skipped == 0 => _folder,
            _ => null,
        };
        if (folder is null || rest.Contains(".."))
            throw new SmolException($"'{text}' is not a file of the service or of common/", position.Place, "'. /service/common/sailor.vars' is what services begin with");
        return Path.Combine([folder, .. rest.Length == 1 ? rest : rest[1..]]);
    }

    private static string Load(string file)
    {
        try
        {
            return new FileInfo(file).Length <= LargestFile
                ? File.ReadAllText(file, Encoding.UTF8)
                : throw new SmolException($"is larger than {LargestFile >> 20} MiB", file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, file, cause: failure);
        }
    }

    private IEnumerable<KeepEntry> Words(string name) => Parts(_values[name], char.IsWhiteSpace);

    private IEnumerable<KeepEntry> Lines(string name) => Parts(_values[name], static letter => letter == '\n').Where(line => !string.IsNullOrWhiteSpace(line.Text));

    private static IEnumerable<KeepEntry> Parts(SourceText value, Func<char, bool> isBetween)
    {
        for (int at = 0; at < value.Length; at++)
        {
            if (isBetween(value[at]))
                continue;
            int start = at;
            while (at < value.Length && !isBetween(value[at]))
                at++;
            yield return new(value.Text[start..at], value.PositionOf(start).Place);
        }
    }
}
