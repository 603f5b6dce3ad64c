using System.Globalization;
using System.Text;
using Smol.Storage;

namespace Smol.Building.Locking;

/// <summary>
/// <c>smol.lock</c>: what a recipe's images were made of, a line an input, in ordinal order:
/// <c>KIND NAME SIZE sha256:DIGEST URL</c>. A file of the host has <c>-</c> in place of a URL. Immutable.
/// </summary>
public sealed class LockFile
{
    /// <summary>Its name in a recipe's folder.</summary>
    public const string FileName = "smol.lock";

    private const string Algorithm = "sha256:";
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
                $"{input.Kind} {Escape(input.Name)} {input.Size} {Algorithm}{input.Sha256} {input.Source?.AbsoluteUri ?? "-"}\n");
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
        string[] words = line.Split(' ');
        if (words is not [LockedInput.Kernel or LockedInput.Package or LockedInput.Script or LockedInput.Set, { Length: > 0 }, _, _, { Length: > 0 }] || line.Any(IsStrayBlank))
            return null;
        if (!IsDigest(words[3]) || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            return null;
        Uri? source = null;
        if (words[4] != "-" && !Uri.TryCreate(words[4], UriKind.Absolute, out source))
            return null;
        return new(words[0], Uri.UnescapeDataString(words[1]), size, words[3][Algorithm.Length..], source);
    }

    private static bool IsStrayBlank(char letter) => char.IsWhiteSpace(letter) && letter != ' ';

    private static bool IsDigest(string word) =>
        word.Length == Algorithm.Length + 64 && word.StartsWith(Algorithm, StringComparison.Ordinal) && word[Algorithm.Length..].All(char.IsAsciiHexDigitLower);

    /// <summary>A name in which nothing parts words, and which reads as it is otherwise.</summary>
    private static string Escape(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString)).Replace("%2B", "+", StringComparison.Ordinal);
}
