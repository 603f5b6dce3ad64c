using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>What a tree takes on a tmpfs, or a little more.</summary>
/// <param name="Bytes">Of all files' pages.</param>
/// <param name="Files">How many names and nodes.</param>
internal readonly record struct StagedSize(long Bytes, long Files)
{
    private const int PageSize = 4096;
    private const int PageOfPages = PageSize / sizeof(long);

    /// <summary>Adds it up. A file with several names counts as often.</summary>
    public static StagedSize Of(FileTree tree)
    {
        long pages = 0;
        long files = 0;
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
        {
            files++;
            pages += 1 + (entry.Node is FileNode file ? PagesOf(file.Content) : 0);
        }
        return new(pages * PageSize, files);
    }

    private static long PagesOf(in FileContent content)
    {
        long pages = 0;
        foreach (DataRange range in content.Ranges)
            pages += (range.Length / PageSize) + (range.Length / PageSize / PageOfPages) + 3;
        return pages;
    }
}
