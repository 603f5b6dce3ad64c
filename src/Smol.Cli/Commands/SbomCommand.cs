using System.CommandLine;
using System.Text;
using Smol.Building.Bills;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Images.Store;
using Smol.Storage.DiskImages;

namespace Smol.Cli.Commands;

/// <summary><c>smol sbom</c>: what an image consists of.</summary>
internal static class SbomCommand
{
    public static Command Create(SmolFolders folders)
    {
        var image = new Argument<string>("IMAGE") { Description = "An image of the store" };
        var hasFiles = new Option<bool>("--files") { Description = "With all files and their digests: the image is read" };
        var command = new SmolCommand("sbom", "Print an image's bill of materials: a document of SPDX 2.3, as JSON", "smol sbom hello", "smol sbom --files hello") { image, hasFiles };
        command.SetAction(parsed =>
        {
            var store = new ImageStore(folders.Images, TimeProvider.System);
            ImageRecord record = StoredImage.Get(folders, parsed.GetValue(image)!);
            Screen.Print(Encoding.UTF8.GetString(Read(store, record, parsed.GetValue(hasFiles))).TrimEnd('\n'));
            return 0;
        });
        return command;
    }

    /// <summary>The one that was made with the image, or one that is made now.</summary>
    private static byte[] Read(ImageStore store, ImageRecord record, bool hasFiles)
    {
        if (!hasFiles && File.Exists(store.BillPath(record)))
            return File.ReadAllBytes(store.BillPath(record));
        using OpenedDiskImage opened = OpenedDiskImage.Open(store.DiskPath(record));
        return SpdxText.Write(BillOfMaterials.Of(BillSubject.Of(record, opened.Read().Tree), hasFiles));
    }
}
