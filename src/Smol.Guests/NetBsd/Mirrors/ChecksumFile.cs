using System.Text;
using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>
/// A file of digests, in either form: <c>SHA512 (base.tar.xz) = HEX</c>, as NetBSD's cksum(1) writes it and releases have it, or
/// <c>HEX  NAME</c>, as sha256sum(1) does.
/// </summary>
public sealed partial class ChecksumFile
{
    // A release has some 60 sets.
    private const int MostBytes = 1 << 20;

    private readonly string _place;
    private readonly Dictionary<string, Checksum> _byName;

    private ChecksumFile(string place, Dictionary<string, Checksum> byName) => (_place, _byName) = (place, byName);

    /// <summary>The files that it has a digest of.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">What to name in an error, as its URL.</param>
    /// <exception cref="SmolException">A line of it is neither form.</exception>
    public static ChecksumFile Read(string path, string place)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw new SmolException($"is larger than {MostBytes >> 20} MiB, and no file of digests is", place);
        return Parse(File.ReadAllText(path, Encoding.UTF8), place);
    }

    /// <inheritdoc cref="Read"/>
    /// <param name="text">Its lines.</param>
    /// <param name="place">What to name in an error, as its URL.</param>
    public static ChecksumFile Parse(string text, string place)
    {
        var byName = new Dictionary<string, Checksum>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0)
                continue;
            Match match = Line().Match(line);
            string hex = match.Groups["hex"].Value.ToLowerInvariant();
            string said = match.Groups["algorithm"].Value;
            ChecksumAlgorithm? algorithm = hex.Length switch { 64 when said is "" or "SHA256" => ChecksumAlgorithm.Sha256, 128 when said is "" or "SHA512" => ChecksumAlgorithm.Sha512, _ => null };
            if (algorithm is null && said is "" or "SHA256" or "SHA512")
                throw new SmolException("is not a line of digests", $"{place}:{number}", "it reads 'SHA512 (NAME) = DIGEST' or 'DIGEST  NAME'");
            // A release's file may list the weaker digests too.
            if (algorithm is not null)
                byName[match.Groups["name"].Value] = new(algorithm.Value, hex);
        }
        return new(place, byName);
    }

    /// <summary>Whether it has a digest of a file.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The digest of a file.</summary>
    /// <exception cref="SmolException">It has none.</exception>
    public Checksum Get(string name) => _byName.GetValueOrDefault(name)
        ?? throw new SmolException($"has no digest of {name}", _place, _byName.Count == 0 ? null : "it has those of " + string.Join(' ', Names.Take(30)));

    [GeneratedRegex(@"\A(?:(?<algorithm>[A-Z0-9]+) \((?<name>.+)\) = (?<hex>[0-9a-fA-F]+)|(?<hex>[0-9a-fA-F]+) [ *](?<name>.+))\z")]
    private static partial Regex Line();
}
