using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// A binary package: a tar archive, compressed or not, that begins with the files about the package, <c>+CONTENTS</c> and others, and has then
/// the package's own in the order of its packing list. A signed one is an ar(5) archive around it.
/// </summary>
public sealed class PackageArchive : IDisposable
{
    // The packing list of a package of 200,000 files has 20 MB.
    private const int LargestMetadata = 64 << 20;

    private readonly UnpackedArchive _archive;
    private readonly TarReader _reader;
    private readonly Dictionary<string, TarMember> _metadata = [];
    private TarMember? _next;

    private PackageArchive(UnpackedArchive archive, bool isSigned)
    {
        _archive = archive;
        IsSigned = isSigned;
        _reader = new(archive.Source, archive.Length);
        _next = ReadMetadata();
        Contents = PackingList.Parse(Read("+CONTENTS") ?? throw NotPackage("+CONTENTS"), $"{Path}: +CONTENTS");
        if (!_metadata.ContainsKey("+COMMENT") || !_metadata.ContainsKey("+DESC"))
            throw NotPackage("+COMMENT or no +DESC");
        BuildInfo = PackageVariables.Parse(Read("+BUILD_INFO") ?? throw NotPackage("+BUILD_INFO"));
    }

    /// <summary>The archive as the user knows it.</summary>
    public string Path => _archive.Path;

    /// <summary>The package's name.</summary>
    public PackageName Name => Contents.Name;

    /// <summary>Whether the archive has a signature. Nobody here has looked whether it is right.</summary>
    public bool IsSigned { get; }

    /// <summary>The packing list.</summary>
    public PackingList Contents { get; }

    /// <summary>How it was built, <c>+BUILD_INFO</c>: <c>OPSYS</c>, <c>MACHINE_ARCH</c> and many more.</summary>
    public IReadOnlyDictionary<string, string> BuildInfo { get; }

    /// <summary>Opens a package.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="cache">Where it is decompressed to.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">It is no package, or a damaged one.</exception>
    public static PackageArchive Open(string path, ArchiveCache cache, CancellationToken cancellation = default)
    {
        UnpackedArchive archive = cache.Open(path, cancellation);
        try
        {
            UnpackedArchive? inner = SignedPackage.FindInner(archive) is { } member ? cache.OpenPart(member.Content, path, member.Name, cancellation) : null;
            if (inner is null)
                return new(archive, isSigned: false);
            archive.Dispose();
            archive = inner;
            return new(inner, isSigned: true);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>A file about the package, such as <c>+COMMENT</c>; null if it has none of that name.</summary>
    /// <exception cref="SmolException">It is larger than any can be.</exception>
    public byte[]? Read(string name)
    {
        if (!_metadata.TryGetValue(name, out TarMember member))
            return null;
        if (member.Content.Length > LargestMetadata)
            throw new SmolException($"has {member.Content.Length >> 20} MiB, and no such file is so large", $"{Path}: {name}");
        var bytes = new byte[member.Content.Length];
        member.Content.Read(0, bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    /// <summary>When a file about the package was changed.</summary>
    internal Timestamp TimeOf(string name) => _metadata[name].Attributes.Modified;

    /// <summary>The package's files from the first on; they can be taken once.</summary>
    internal bool TryTakeFile(out TarMember member)
    {
        member = _next ?? default;
        bool isThere = _next is not null;
        _next = isThere && _reader.TryRead(out TarMember following) ? following : null;
        return isThere;
    }

    private TarMember? ReadMetadata()
    {
        while (_reader.TryRead(out TarMember member))
        {
            string name = member.Path.ToString();
            if (!PackageDatabase.Files.ContainsKey(name))
                return member;
            if (member.Kind != NodeKind.File)
                throw new SmolException("is not a file", $"{Path}: {name}");
            if (!_metadata.TryAdd(name, member))
                throw new SmolException("is there twice", $"{Path}: {name}");
        }
        return null;
    }

    private SmolException NotPackage(string missing) => new($"is not a package: it has no {missing}", Path);
}
