using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

/// <summary>Makes bare FFS images.</summary>
internal static class FfsImage
{
    private static readonly Timestamp Made = new(1_700_000_000);
    private static readonly byte[] Identity = [1, 2, 3, 4];

    /// <summary>Writes a tree.</summary>
    public static FfsLayout Write(string path, FileTree tree, FfsFormat format, FilesystemSize? size = null)
    {
        FfsLayout layout = FfsLayout.Of(tree, format, new() { Size = size ?? FilesystemSize.Auto, Time = Made });
        using ImageWriter image = ImageWriter.Create(path);
        layout.Write(image, 0, Identity);
        image.Commit(layout.Length);
        return layout;
    }

    /// <summary>Writes a tree and has it read back: no difference; and the checker finds nothing.</summary>
    public static void MustRoundTrip(FileTree tree, FfsFormat format, FilesystemSize? size = null)
    {
        using var scratch = new Scratch();
        Write(scratch["a.img"], tree, format, size);
        using var source = new OpenFileSource(scratch["a.img"]);
        FilesystemContents contents = FfsReader.Read(source, 0, source.Length);
        Assert.Empty(FileTreeComparison.Compare(tree, contents.Tree));
        Assert.Empty(contents.Notices);
        Assert.Equal(format.Name, contents.Format);
        Assert.Empty(FfsChecker.Check(source, 0, source.Length));
    }
}
