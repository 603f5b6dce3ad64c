using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>A Debian binary package, deb(5): its control fields, and its files as a tar archive.</summary>
public sealed class DebPackage : IDisposable
{
    private readonly OpenFileSource _file;

    private DebPackage(OpenFileSource file, IReadOnlyDictionary<string, string> control, UnpackedArchive data)
    {
        _file = file;
        Control = control;
        Data = data;
    }

    /// <summary>The fields of its control file (deb-control(5)); a value of several lines keeps them, and the case of a name does not matter.</summary>
    public IReadOnlyDictionary<string, string> Control { get; }

    /// <summary>Its files, a tar archive.</summary>
    public UnpackedArchive Data { get; }

    /// <summary>Whether a file that begins so can be a package.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> start) => ArReader.HasMagic(start);

    /// <summary>Opens a package.</summary>
    /// <param name="path">The package.</param>
    /// <param name="cache">Where it is decompressed to.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">It is no package, or a damaged one.</exception>
    public static DebPackage Open(string path, ArchiveCache cache, CancellationToken cancellation = default)
    {
        var file = new OpenFileSource(path);
        try
        {
            RequireMagic(file);
            ArMember[] members = [.. ArReader.Read(file, file.Length)];
            ArMember control = Find(members, "control.tar", path);
            ArMember data = Find(members, "data.tar", path);
            using UnpackedArchive controlArchive = cache.OpenPart(control.Content, path, control.Name, cancellation);
            return new(file, ReadControl(controlArchive), cache.OpenPart(data.Content, path, data.Name, cancellation));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A control field that must be there.</summary>
    /// <exception cref="SmolException">It is not.</exception>
    public string Field(string name) =>
        Control.TryGetValue(name, out string? value) ? value : throw new SmolException($"its control file has no field {name}", _file.Name);

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        _file.Dispose();
    }

    private static void RequireMagic(OpenFileSource file)
    {
        var start = new byte[Math.Min(ArReader.MagicLength, file.Length)];
        file.Read(0, start);
        if (!HasMagic(start))
            throw new SmolException("is not a Debian package", file.Name);
    }

    private static ArMember Find(ArMember[] members, string prefix, string path)
    {
        foreach (ArMember member in members)
        {
            if (member.Name.StartsWith(prefix, StringComparison.Ordinal))
                return member;
        }
        throw new SmolException($"is not a Debian package: it has no {prefix}", path);
    }

    private static Dictionary<string, string> ReadControl(UnpackedArchive archive)
    {
        var tree = new FileTree();
        TarOverlay.AddTo(tree, archive.ReadMembers());
        if (tree.Find(TreePath.FromText("control")) is not FileNode { Content: { Length: < 1 << 20 } content })
            throw new SmolException("has no file 'control'", archive.Path);
        var bytes = new byte[content.Length];
        content.Read(0, bytes);

        var fields = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        StringBuilder? last = null;
        foreach (string line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith(' ') || line.StartsWith('\t'))
                last?.Append('\n').Append(line);
            else if (colon > 0)
                fields[line[..colon]] = last = new(line[(colon + 1)..].Trim());
        }
        return fields.ToDictionary(field => field.Key, field => field.Value.ToString(), fields.Comparer);
    }
}
