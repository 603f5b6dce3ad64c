using System.CommandLine;
using Smol.Cli.Options;

namespace Smol.Cli.Commands;

/// <summary><c>smol image</c>: disk images as files.</summary>
internal static class ImageCommand
{
    public static Command Create(SmolFolders folders) =>
        new SmolCommand("image", "Make and read disk images", "smol image create --fs ext2 --from rootfs.tar.xz my.img")
        {
            ImageCreateCommand.Create(folders),
        };
}
