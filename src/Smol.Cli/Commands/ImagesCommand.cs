using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Images;
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
        var filters = new Option<string[]>("--filter", "-f") { Description = "Only those with a label (label=NAME, label=NAME=VALUE) or of a name (reference=NAME)", HelpName = "KEY=VALUE", DefaultValueFactory = static _ => [] };
        var isQuiet = new Option<bool>("--quiet", "-q") { Description = "Only names" };
        var command = new SmolCommand("images", "List the images in the store", "smol images", "smol images --filter label=team=web", "smol images --format json") { format, filters, isQuiet };
        command.SetAction(parsed => List(folders, parsed.GetValue(format), new(parsed.GetValue(filters)!), parsed.GetValue(isQuiet)));
        return command;
    }

    private static int List(SmolFolders folders, string? format, ImageFilter filter, bool isQuiet)
    {
        TimeProvider time = TimeProvider.System;
        IReadOnlyList<ImageRecord> images = [.. new ImageStore(folders.Images, time).List().Where(filter.Fits)];
        if (format == CommonOptions.Json)
        {
            Screen.Print(JsonSerializer.Serialize(images, CliJson.Default.IReadOnlyListImageRecord));
            return 0;
        }
        if (isQuiet)
        {
            foreach (ImageRecord image in images)
                Screen.Print(image.Name().ToString());
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
