namespace Smol.Storage.Archives;

/// <summary>Where a cache of archives keeps what.</summary>
/// <param name="Folder">The cache's folder.</param>
internal sealed record CacheFolders(string Folder)
{
    /// <summary>What archives decompressed to, each under its <see cref="UnpackedName"/>.</summary>
    public string Unpacked => Path.Combine(Folder, "unpacked");

    /// <summary>The index of each, under the same name.</summary>
    public string Indices => Path.Combine(Folder, "indices");

    /// <summary>Which archive of the host decompressed to which.</summary>
    public string Stamps => Path.Combine(Folder, "stamps");

    public string UnpackedPath(UnpackedName name) => Path.Combine(Unpacked, name.ToString());

    public string IndexPath(UnpackedName name) => Path.Combine(Indices, name.ToString());
}
