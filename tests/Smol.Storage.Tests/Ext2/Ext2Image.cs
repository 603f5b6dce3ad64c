using System.Text.RegularExpressions;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

/// <summary>Makes bare ext2 images and has e2fsck judge them.</summary>
internal static partial class Ext2Image
{
    /// <summary>Not after now, or e2fsck says so.</summary>
    private static readonly Timestamp Made = new(1_700_000_000);

    /// <summary>Writes a tree and checks the image.</summary>
    public static Ext2Layout Write(string path, FileTree tree, FilesystemSize? size = null, Ext2Format? format = null)
    {
        Ext2Layout layout = WriteUnchecked(path, tree, size, format);
        MustBeClean(path);
        return layout;
    }

    public static Ext2Layout WriteUnchecked(string path, FileTree tree, FilesystemSize? size = null, Ext2Format? format = null)
    {
        Ext2Layout layout = Ext2Layout.Of(tree, format ?? new(), new() { Size = size ?? FilesystemSize.Auto, Time = Made });
        using ImageWriter image = ImageWriter.Create(path);
        layout.Write(image, 0, []);
        image.Commit(layout.Length);
        return layout;
    }

    /// <summary>e2fsck finds nothing.</summary>
    public static void MustBeClean(string path) => Assert.True(IsClean(path, out string output), output);

    /// <summary>Whether e2fsck finds nothing: its exit code alone does not tell, since it keeps that for what must be mended.</summary>
    public static bool IsClean(string path, out string output)
    {
        (int code, output, string errors) = Oracle.Run("e2fsck", "-fn", path);
        output += errors;
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return code == 0 && lines.All(line =>
            line.StartsWith("Pass ", StringComparison.Ordinal) || line.StartsWith("e2fsck 1.", StringComparison.Ordinal) || SummaryLine().IsMatch(line));
    }

    /// <summary>What the writer adds is no difference.</summary>
    public static void RemoveLostAndFound(FileTree written, FileTree read)
    {
        ByteString name = ByteString.FromText("lost+found");
        if (written.Root.Find(name) is null)
            Assert.True(read.Root.Remove(name));
    }

    public static string Debugfs(string path, string request) => Oracle.MustRun("debugfs", "-R", request, path);

    /// <summary>How e2fsck ends when it has nothing to say.</summary>
    [GeneratedRegex("^.*: [0-9]+/[0-9]+ files \\([0-9.]+% non-contiguous\\), [0-9]+/[0-9]+ blocks$")]
    private static partial Regex SummaryLine();
}
