using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Images;

/// <summary><c>IMAGE[:/PATH]</c>: a disk image's file or an image of the store, and a place in it.</summary>
/// <param name="Image">The part before <c>:/</c>.</param>
/// <param name="Path">The place; the root when none is said.</param>
internal sealed record ImagePath(string Image, TreePath Path)
{
    /// <exception cref="SmolException">The path is not one.</exception>
    public static ImagePath Parse(string text)
    {
        int colon = text.IndexOf(":/", StringComparison.Ordinal);
        if (colon < 0)
            return new(text, TreePath.Root);
        ByteString bytes = ByteString.FromText(text[(colon + 2)..].TrimEnd('/'));
        if (bytes.Length == 0)
            return new(text[..colon], TreePath.Root);
        return TreePath.TryParse(bytes.Span, out TreePath path, out string? problem)
            ? new(text[..colon], path)
            : throw new SmolException(problem!, text);
    }

    /// <summary>Opens the image.</summary>
    /// <exception cref="SmolException">There is no such image, or it can't be read.</exception>
    public OpenedDiskImage Open(SmolFolders folders, string? partition) => OpenedDiskImage.Open(FilePath(folders), partition);

    /// <summary>The image's file.</summary>
    /// <exception cref="SmolException">There is no such image.</exception>
    public string FilePath(SmolFolders folders)
    {
        if (File.Exists(Image))
            return Image;
        if (Image.Contains('/') || Image.EndsWith(".img", StringComparison.Ordinal))
            throw new SmolException("there is no such file", Image);
        var store = new ImageStore(folders.Images, TimeProvider.System);
        return store.DiskPath(store.Resolve(ImageName.Parse(Image), Host.Architecture));
    }

    /// <summary>The node that the path leads to, symbolic links on the way followed.</summary>
    /// <exception cref="SmolException">There is none.</exception>
    public Node Find(FileTree tree) => tree.Find(Path) ?? throw new SmolException("is not in the image", $"{Image}:{Path}");
}
