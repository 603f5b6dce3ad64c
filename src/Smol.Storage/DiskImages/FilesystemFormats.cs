using Smol.Storage.Ext2;
using Smol.Storage.Ffs;

namespace Smol.Storage.DiskImages;

/// <summary>The filesystems that images can have, by the names that users give them.</summary>
public static class FilesystemFormats
{
    /// <summary>Each with what its own tools would choose.</summary>
    public static IReadOnlyList<IFilesystemFormat> All { get; } =
        [new FfsFormat(), new FfsFormat { Version = FfsVersion.Ffs2 }, new Ext2Format()];

    /// <summary>The format of that name.</summary>
    /// <exception cref="SmolException">There is none.</exception>
    public static IFilesystemFormat Get(string name) =>
        All.FirstOrDefault(format => format.Name == name)
        ?? throw new SmolException($"'{name}' is not a filesystem", hint: "there are " + string.Join(", ", All.Select(format => format.Name)));
}
