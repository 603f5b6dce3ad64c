using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Images.Store;

namespace Smol.Cli.Commands;

/// <summary><c>smol images</c>: what is in the store.</summary>
internal static class ImagesCommand
{
    public static Command Create(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("images", "List the images in the store", "smol images", "smol images --format json") { format };
        command.SetAction(parsed => List(folders, parsed.GetValue(format)));
        return command;
    }

    private static int List(SmolFolders folders, string? format)
    {
        TimeProvider time = TimeProvider.System;
        IReadOnlyList<ImageRecord> images = new ImageStore(folders.Images, time).List();
        if (format == CommonOptions.Json)
        {
            Screen.Print(JsonSerializer.Serialize(images, CliJson.Default.IReadOnlyListImageRecord));
            return 0;
        }
        Table.Print(
            ["IMAGE", "TAG", "DIGEST", "GUEST", "FILESYSTEM", "SIZE", "CREATED"],
            images.Select(image => (IReadOnlyList<string>)
            [
                image.Repository,
                image.Tag,
                image.Digest.Split(':')[1][..12],
                image.Guest,
                image.Filesystem,
                Amounts.Size(image.Size),
                Amounts.Age(time.GetUtcNow() - image.Created) + " ago",
            ]));
        return 0;
    }
}
