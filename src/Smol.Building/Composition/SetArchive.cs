using System.Security.Cryptography;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.Archives.Mtree;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>A set that is open: a tar archive, a Debian package, a folder of packages, or a folder of files.</summary>
public sealed class SetArchive : IDisposable
{
    private const int MostSpecification = 256 << 20;
    private static readonly TreePath Metalog = TreePath.FromText("METALOG");

    private readonly FoundSet _set;
    private readonly List<DebPackage> _packages = [];
    private readonly UnpackedArchive? _archive;
    private SetDigest[]? _digests;

    private SetArchive(FoundSet set, ArchiveCache cache, CancellationToken cancellation)
    {
        _set = set;
        string path = set.Path;
        if (!Directory.Exists(path) && !IsPackage(path))
        {
            _archive = cache.Open(path, cancellation);
            return;
        }
        foreach (string package in PackagesAt(path))
            _packages.Add(DebPackage.Open(package, cache, cancellation));
    }

    /// <summary>Opens a set, and decompresses it first where that was not done before.</summary>
    /// <param name="set">The set, and where it is.</param>
    /// <param name="cache">Where it is decompressed to.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">It can't be read, or is damaged.</exception>
    public static SetArchive Open(FoundSet set, ArchiveCache cache, CancellationToken cancellation) => new(set, cache, cancellation);

    /// <summary>Its file's name, with the part that was asked for.</summary>
    public string Name => _set.Name + Part;

    /// <summary>Lays the set, or the part of it that was asked for, over a tree.</summary>
    /// <param name="tree">The tree. Its files refer to the set, which must stay open for as long as they are read.</param>
    /// <param name="epoch">The time of what has none, such as the files of a folder; when null, the newest time of the tree.</param>
    /// <exception cref="SmolException">The set is damaged, does not go with the tree, or has nothing that a pattern matches.</exception>
    public void AddTo(FileTree tree, Timestamp? epoch)
    {
        Timestamp time = epoch ?? (IsFolder ? NewestTime.In(tree) : default);
        if (_set.Reference.Part.Count == 0)
        {
            AddWholeTo(tree, time);
            return;
        }
        var whole = new FileTree(time);
        AddWholeTo(whole, time);
        TreePart.AddTo(tree, whole, _set.Reference.Part, _set.Path);
    }

    /// <summary>The files that it is, with their digests; none for a folder of files.</summary>
    public IReadOnlyList<SetDigest> Digests() => _digests ??= ReadDigests();

    /// <summary>What to note of it in the image's record.</summary>
    public IEnumerable<ImageInput> Inputs()
    {
        return IsFolder
            ? [new("folder", Name, "sha256:" + DigestOfFolder())]
            : Digests().Select(file => new ImageInput("set", file.Name + Part, "sha256:" + file.Sha256).From(_set.Source));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _archive?.Dispose();
        _packages.ForEach(package => package.Dispose());
    }

    private SetDigest[] ReadDigests() => _archive is not null
        ? [new(_set.Name, new FileInfo(_set.Path).Length, _archive.Digest ?? FileDigest.Sha256(_set.Path))]
        : [.. PackagesAt(_set.Path).Select(package => new SetDigest(Path.GetFileName(package), new FileInfo(package).Length, FileDigest.Sha256(package)))];

    private string Part => string.Concat(_set.Reference.Part.Select(pattern => ":" + pattern));

    private bool IsFolder => _archive is null && _packages.Count == 0;

    private void AddWholeTo(FileTree tree, Timestamp time)
    {
        if (_archive is not null)
        {
            TarOverlay.AddTo(tree, _archive.ReadMembers());
            if (_set.Reference.IsPath)
                AddSpecificationTo(tree, _set.Path, time);
        }
        foreach (DebPackage package in _packages)
            TarOverlay.AddTo(tree, package.Data.ReadMembers());
        if (IsFolder)
        {
            string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_set.Path));
            HostFolder.AddTo(tree, TreePath.Root, folder, time);
            AddSpecificationTo(tree, folder, time);
        }
    }

    /// <summary>What METALOG in it, as NetBSD's unprivileged builds write it, or else PATH.mtree beside it says of owners, modes and times.</summary>
    private static void AddSpecificationTo(FileTree tree, string path, Timestamp time)
    {
        if (tree.Find(Metalog) is FileNode inside)
        {
            if (inside.Content.Length > MostSpecification)
                throw new SmolException($"has {inside.Content.Length} bytes, which is too much for a specification", $"{path}{Metalog}");
            var text = new byte[inside.Content.Length];
            inside.Content.Read(0, text);
            tree.Root.Remove(Metalog.Name);
            MtreeOverlay.AddTo(tree, text, $"{path}{Metalog}", time);
        }
        else if (File.Exists(path + ".mtree"))
        {
            MtreeOverlay.AddTo(tree, path + ".mtree", time);
        }
    }

    /// <summary>SHA-256 of the folder as a tar archive: names, permissions and bytes, but no times.</summary>
    private string DigestOfFolder()
    {
        var tree = new FileTree();
        HostFolder.AddTo(tree, TreePath.Root, _set.Path, default);
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            TarWriter.Write(tree, stream);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>A package, or all of a folder that has nothing but packages, in the order of their names.</summary>
    private static string[] PackagesAt(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        string[] entries = Directory.GetFileSystemEntries(path);
        return entries.All(entry => entry.EndsWith(".deb", StringComparison.Ordinal) && File.Exists(entry)) ? [.. entries.Order(StringComparer.Ordinal)] : [];
    }

    internal static bool IsMadeOfPackages(string folder) => PackagesAt(folder).Length > 0;

    private static bool IsPackage(string path)
    {
        using var file = new OpenFileSource(path);
        var start = new byte[Math.Min(ArReader.MagicLength, file.Length)];
        file.Read(0, start);
        return DebPackage.HasMagic(start);
    }
}
