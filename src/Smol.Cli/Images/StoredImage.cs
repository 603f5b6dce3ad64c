using Smol.Images.Store;

namespace Smol.Cli.Images;

/// <summary>Images of the store as commands name them.</summary>
internal static class StoredImage
{
    /// <summary>An image by its name, with or without architecture and tag.</summary>
    /// <exception cref="Storage.SmolException">There is none.</exception>
    public static ImageRecord Get(SmolFolders folders, string name) =>
        new ImageStore(folders.Images, TimeProvider.System).Resolve(ImageName.Parse(name), Host.Architecture);

    /// <summary>The same, or null.</summary>
    public static ImageRecord? Find(SmolFolders folders, string name)
    {
        try
        {
            return Get(folders, name);
        }
        catch (Storage.SmolException)
        {
            return null;
        }
    }
}
