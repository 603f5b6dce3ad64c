using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>
/// Reads FFS filesystems, of either version and byte order, that smol, newfs, makefs or a kernel made, and that nobody trusts:
/// whatever the bytes are, the end is a tree or an error, in a time and a memory that the image's length bounds.
/// </summary>
public static class FfsReader
{
    /// <summary>Whether an FFS filesystem begins there.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    public static bool IsPresent(IContentSource image, long offset, long length) =>
        SuperblockSearch.Find(image, offset, length) is not null;

    /// <summary>Reads the tree of a filesystem; what files hold stays in the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no FFS, or damaged; says where.</exception>
    public static FilesystemContents Read(IContentSource image, long offset, long length)
    {
        Volume volume = Volume.Open(image, offset, length);
        var reader = new TreeReader(volume);
        FileTree tree = reader.Read();
        FfsSummary summary = FfsSummary.Of(volume);
        var notices = new List<string>();
        if (!summary.IsClean)
            notices.Add("it was not cleanly unmounted");
        if (summary.HasPendingJournal)
            notices.Add("its journal (WAPBL) holds changes that were not replayed");
        if (reader.HasAttributes)
            notices.Add("it has extended attributes, which were left out");
        return new(FfsFormat.NameOf(summary.Version), summary.VolumeName, tree, notices);
    }

    /// <summary>Reads what a filesystem says of itself.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no FFS, or its superblock is damaged.</exception>
    public static FfsSummary Summarize(IContentSource image, long offset, long length) =>
        FfsSummary.Of(Volume.Open(image, offset, length));
}
