using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Archives that were decompressed once. What an archive decompresses to lies under the archive's digest, and beside it the index of
/// its members; a small file under the archive's path says which that is, so that the second use reads no compressed byte.
/// Each file takes its name when it is whole, so any number of processes may use a cache at once.
/// </summary>
/// <param name="folder">The cache's folder; made when it is needed. It may be removed at any time.</param>
public sealed class ArchiveCache(string folder)
{
    private readonly CacheFolders _folders = new(folder);

    /// <summary>Opens an archive, and decompresses it first where that was not done before.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">
    /// It can't be read, is damaged, or is compressed in a way that is not understood; or the cache can't be written.
    /// </exception>
    public UnpackedArchive Open(string path, CancellationToken cancellation = default)
    {
        var stamp = new ArchiveStamp(_folders.Stamps, path, "");
        if (FindWhole(stamp.FindUnpacked()) is { } known)
            return OpenUnpacked(path, known);
        var file = new OpenFileSource(path);
        try
        {
            var content = FileContent.FromRange(file, 0, file.Length);
            if (!IsCompressed(content))
                return new(path, file);
            UnpackedName name = Unpack(content, path, stamp, cancellation);
            file.Dispose();
            return OpenUnpacked(path, name);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether an archive opens without being decompressed: it was before, or is not compressed.</summary>
    /// <param name="path">The archive.</param>
    /// <exception cref="SmolException">It can't be read.</exception>
    public bool Has(string path)
    {
        if (FindWhole(new ArchiveStamp(_folders.Stamps, path, "").FindUnpacked()) is not null)
            return true;
        using var file = new OpenFileSource(path);
        var start = new byte[Math.Min(Math.Max(Decompression.MagicLength, ArReader.MagicLength), file.Length)];
        file.Read(0, start);
        // The parts of a Debian package are compressed each for itself.
        return !DebPackage.HasMagic(start) && Decompression.Detect(start) == Compression.None;
    }

    /// <summary>Opens an archive that is a part of another file, such as <c>data.tar.xz</c> in a Debian package.</summary>
    /// <param name="content">The archive's bytes.</param>
    /// <param name="path">The file that it is a part of.</param>
    /// <param name="part">Which part; with the path, what to name in an error.</param>
    /// <param name="cancellation">Ends the decompression early.</param>
    /// <exception cref="SmolException">
    /// It is damaged, or is compressed in a way that is not understood; or the cache can't be written.
    /// </exception>
    public UnpackedArchive OpenPart(FileContent content, string path, string part, CancellationToken cancellation = default)
    {
        string place = $"{path}: {part}";
        var stamp = new ArchiveStamp(_folders.Stamps, path, part);
        return OpenUnpacked(place, FindWhole(stamp.FindUnpacked()) ?? Unpack(content, place, stamp, cancellation));
    }

    /// <summary>Opens an archive that is in the cache.</summary>
    /// <param name="digest">SHA-256 of the archive as it came, in lower-case hexadecimal.</param>
    /// <param name="place">What errors call it.</param>
    /// <returns>Null when the cache does not have it.</returns>
    public UnpackedArchive? Find(string digest, string place) =>
        FindWhole(digest, packedLength: null) is { } name ? OpenUnpacked(place, name) : null;

    /// <summary>
    /// Decompresses an archive while it comes, and digests it. It becomes an entry of the cache by <see cref="ArrivingArchive.Commit"/>.
    /// </summary>
    /// <param name="compressed">The archive; read to its end, by another thread, and left open. A failure of it comes out of this call.</param>
    /// <param name="place">What errors call it.</param>
    /// <param name="cancellation">Ends it early; nothing is left.</param>
    /// <exception cref="SmolException">It is damaged, or is compressed in a way that is not understood; or the cache can't be written.</exception>
    public ArrivingArchive Add(Stream compressed, string place, CancellationToken cancellation = default) =>
        ArrivingArchive.Receive(_folders, compressed, place, cancellation);

    /// <summary>The entries, in the order of their digests.</summary>
    public IReadOnlyList<CachedArchive> List()
    {
        ILookup<UnpackedName, ArchiveOrigin> origins = ArchiveStamp.ReadAll(_folders.Stamps).ToLookup(noted => noted.Name, noted => new ArchiveOrigin(noted.Stamp.ArchivePath, noted.Stamp.Part));
        return [.. Names().Select(name => new CachedArchive(name.Digest, name.PackedLength, name.Length, IndexFile.CountMembers(_folders.IndexPath(name), name.Length), [.. origins[name]]))];
    }

    /// <summary>Removes what killed processes left, notes about archives that are gone, and the entries that are asked for.</summary>
    /// <param name="isUnwanted">Which entries go.</param>
    public CachePruning Prune(Predicate<CachedArchive> isUnwanted)
    {
        long bytes = ArrivingFile.RemoveLeftovers(_folders.Unpacked) + ArrivingFile.RemoveLeftovers(_folders.Indices);
        ArchiveStamp.Prune(_folders.Stamps);
        CachedArchive[] unwanted = [.. List().Where(archive => isUnwanted(archive))];
        foreach (UnpackedName name in Names().Where(name => unwanted.Any(archive => archive.Digest == name.Digest)))
        {
            bytes += name.Length;
            File.Delete(_folders.UnpackedPath(name));
        }
        foreach (string index in Directory.Exists(_folders.Indices) ? Directory.GetFiles(_folders.Indices) : [])
        {
            if (UnpackedName.Parse(Path.GetFileName(index)) is { } name && !File.Exists(_folders.UnpackedPath(name)))
                File.Delete(index);
        }
        return new(unwanted, bytes);
    }

    /// <summary>Reads all of every entry.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What is wrong. A file that is named here may be removed: it can be made again.</returns>
    public IReadOnlyList<CacheFinding> Verify(CancellationToken cancellation = default) =>
        [.. Names().SelectMany(name => new CacheVerification(_folders, name).Run(cancellation))];

    private static bool IsCompressed(in FileContent content)
    {
        var start = new byte[Math.Min(Decompression.MagicLength, content.Length)];
        content.Read(0, start);
        return Decompression.Detect(start) != Compression.None;
    }

    private UnpackedArchive OpenUnpacked(string place, UnpackedName name) =>
        new(place, new(_folders.UnpackedPath(name)), name.Digest, _folders.IndexPath(name));

    private UnpackedName[] Names() => !Directory.Exists(_folders.Unpacked) ? []
        : [.. Directory.GetFiles(_folders.Unpacked).Order(StringComparer.Ordinal).Select(path => UnpackedName.Parse(Path.GetFileName(path))).OfType<UnpackedName>()];

    /// <summary>The name, if a file has it, and the length that it says: a crash of the host may have shortened the file.</summary>
    private UnpackedName? FindWhole(UnpackedName? name) =>
        name is { } said && new FileInfo(_folders.UnpackedPath(said)) is { Exists: true } file && file.Length == said.Length ? said : null;

    private UnpackedName? FindWhole(string digest, long? packedLength) => !Directory.Exists(_folders.Unpacked) ? null
        : Directory.EnumerateFiles(_folders.Unpacked, $"{digest}-{(packedLength is { } length ? $"{length}" : "*")}-*")
            .Select(path => FindWhole(UnpackedName.Parse(Path.GetFileName(path)))).FirstOrDefault(found => found is not null);

    private UnpackedName Unpack(in FileContent content, string place, ArchiveStamp stamp, CancellationToken cancellation)
    {
        UnpackedName name = FindSame(content) ?? Receive(content, place, cancellation);
        stamp.Write(name);
        return name;
    }

    /// <summary>The same archive under another path. It is digested only where there is one as long.</summary>
    private UnpackedName? FindSame(in FileContent content)
    {
        long length = content.Length;
        if (!Names().Any(name => name.PackedLength == length))
            return null;
        using var stream = new ContentStream(content);
        return FindWhole(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream)), length);
    }

    private UnpackedName Receive(in FileContent content, string place, CancellationToken cancellation)
    {
        using var stream = new ContentStream(content);
        using ArrivingArchive arriving = Add(stream, place, cancellation);
        arriving.Commit();
        return arriving.Name;
    }
}
