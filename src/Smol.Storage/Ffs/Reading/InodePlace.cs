using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Where an inode was met, for an error.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Directory">The directory with its name, or the directory itself.</param>
/// <param name="Name">Its name there; null for the directory itself.</param>
/// <param name="Inode">Its number.</param>
internal readonly record struct InodePlace(string Image, DirectoryPath Directory, ByteString? Name, uint Inode)
{
    /// <summary>An error about the inode.</summary>
    public SmolException Damaged(string problem) => new(problem, ToString(), Volume.Hint);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Image}: inode {Inode}, {(Name is { } name ? Directory.PathOf(name) : Directory.ToString())}";
}
