using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Building.Locking;

/// <summary>
/// <c>smol.lock</c>: what a recipe's images were made of, a line an input, in ordinal order:
/// <c>KIND NAME SIZE sha256:DIGEST URL</c>. A file of the host has <c>-</c> in place of a URL. Immutable.
/// </summary>
public sealed partial class LockFile
{
    /// <summary>Its name in a recipe's folder.</summary>
    public const string FileName = "smol.lock";

    private const string Heading = "# What the images of this recipe are made of; 'smol lock --update' takes newer inputs.";

    private readonly Dictionary<string, LockedInput> _inputs;

    private LockFile(IEnumerable<LockedInput> inputs)
    {
        Inputs = [.. inputs.OrderBy(input => input.Key, StringComparer.Ordinal)];
        _inputs = Inputs.ToDictionary(input => input.Key);
    }

    /// <summary>A lock file without inputs.</summary>
    public static LockFile Empty { get; } = new([]);

    /// <summary>Its inputs, in order.</summary>
    public IReadOnlyCollection<LockedInput> Inputs { get; }

    /// <summary>Reads a lock file; one that is not there is empty.</summary>
    /// <exception cref="SmolException">It can't be read, or a line of it is not understood.</exception>
    public static LockFile Read(string path)
    {
        try
        {
            return File.Exists(path) ? Parse(File.ReadAllText(path, Encoding.UTF8), path) : Empty;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    /// <summary>Reads the text of a lock file.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="path">The file to name in an error.</param>
    /// <exception cref="SmolException">A line is not understood, or says an input a second time.</exception>
    public static LockFile Parse(string text, string path)
    {
        var inputs = new Dictionary<string, LockedInput>();
        int number = 0;
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            LockedInput input = ParseLine(line) ?? throw new SmolException("is not understood", $"{path}:{number}", "a line reads 'KIND NAME SIZE sha256:DIGEST URL'; remove the file to have it made again");
            if (!inputs.TryAdd(input.Key, input))
                throw new SmolException($"has {input.Key} for the second time", $"{path}:{number}");
        }
        return new(inputs.Values);
    }

    /// <summary>The input of that kind and name; null when it has none.</summary>
    public LockedInput? Find(string kind, string name) => _inputs.GetValueOrDefault($"{kind} {name}");

    /// <summary>The same, with some inputs added, or in place of those that had their names.</summary>
    public LockFile With(IEnumerable<LockedInput> inputs)
    {
        var all = new Dictionary<string, LockedInput>(_inputs);
        foreach (LockedInput input in inputs)
            all[input.Key] = input;
        return new(all.Values);
    }

    /// <summary>The same, without some inputs.</summary>
    public LockFile Without(Func<LockedInput, bool> isGone) => new(Inputs.Where(input => !isGone(input)));

    /// <summary>The lines, as <see cref="Parse"/> reads them.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Heading).Append('\n');
        foreach (LockedInput input in Inputs)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{input.Kind} {Escape(input.Name)} {input.Size} sha256:{input.Sha256} {input.Source?.AbsoluteUri ?? "-"}\n");
        }
        return text.ToString();
    }

    /// <summary>Writes the file, at once or not at all, unless it says the same already.</summary>
    /// <exception cref="SmolException">It can't be written.</exception>
    public void Write(string path)
    {
        if (IsThere(path))
            return;
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToString())));
    }

    private bool IsThere(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path, Encoding.UTF8) == ToString();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    private static LockedInput? ParseLine(string line)
    {
        Match match = Line().Match(line);
        if (!match.Success || !long.TryParse(match.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            return null;
        string source = match.Groups["source"].Value;
        Uri? url = null;
        if (source != "-" && !Uri.TryCreate(source, UriKind.Absolute, out url))
            return null;
        return new(match.Groups["kind"].Value, Uri.UnescapeDataString(match.Groups["name"].Value), size, match.Groups["digest"].Value, url);
    }

    /// <summary>A name in which nothing parts words, and which reads as it is otherwise.</summary>
    private static string Escape(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString)).Replace("%2B", "+", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?<kind>kernel|package|script|set) (?<name>\S+) (?<size>[0-9]+) sha256:(?<digest>[0-9a-f]{64}) (?<source>\S+)\z")]
    private static partial Regex Line();
}
