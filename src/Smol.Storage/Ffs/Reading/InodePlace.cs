using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Where an inode was met, for an error; only put into words when there is one.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Directory">The path of the directory with its name, without a slash at the end.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Inode">Its number.</param>
internal readonly record struct InodePlace(string Image, string Directory, ByteString Name, uint Inode)
{
    /// <summary>The path in the filesystem.</summary>
    public string Path => $"{Directory}/{Name}";

    /// <summary>An error about the inode.</summary>
    public SmolException Damaged(string problem) => new(problem, ToString(), Volume.Hint);

    /// <inheritdoc/>
    public override string ToString() => $"{Image}: inode {Inode}, {Path}";
}
