using System.CommandLine;
using Smol.Cli.Options;

namespace Smol.Cli.Commands;

/// <summary><c>smol image</c>: disk images as files.</summary>
internal static class ImageCommand
{
    public static Command Create(SmolFolders folders)
    {
        var command = new SmolCommand("image", "Make, read and check disk images",
            "smol image create --fs ext2 --from rootfs.tar.xz my.img", "smol image ls my.img:/etc", "smol image fsck my.img")
        {
            ImageCreateCommand.Create(folders),
            ImageDumpCommand.Create(folders),
        };
        foreach (Command below in ImageReadCommands.Create(folders).Concat(ImageWholeCommands.Create(folders)))
            command.Add(below);
        return command;
    }
}
