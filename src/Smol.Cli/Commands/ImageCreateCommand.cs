using System.CommandLine;
using System.Globalization;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Commands;

/// <summary><c>smol image create</c>: archives become a disk image.</summary>
internal static class ImageCreateCommand
{
    public static Command Create(SmolFolders folders)
    {
        var output = new Argument<string>("OUT.img") { Description = "The image; one that is there is replaced" };
        var format = new FormatOptions();
        var from = new Option<string[]>("--from") { Description = "An archive: .tar, .tar.gz, .tar.xz; may be given again", Required = true, HelpName = "FILE" };
        var size = new Option<string>("--size") { Description = "MiB of the whole image, or auto: what is used and a tenth", DefaultValueFactory = static _ => "auto", HelpName = "MiB|auto" };
        var name = new Option<string>("--name") { Description = "The partition's name", DefaultValueFactory = static _ => "root", HelpName = "PARTITION" };
        var bare = new Option<bool>("--bare") { Description = "Only the filesystem, without a partition table" };
        var readOnly = new Option<bool>("--read-only") { Description = "Just as large as what is in it, for images that are never written" };
        var command = new SmolCommand("create", "Make a disk image from archives",
            "smol image create --fs ext2 --from rootfs.tar.xz my.img", "smol image create --fs ext2 --from base.tgz --from etc.tgz --size 512 --name myroot my.img")
        {
            from, size, name, bare, readOnly, output,
        };
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = new DiskImageOptions
            {
                PartitionName = parsed.GetValue(bare) ? null : parsed.GetValue(name),
                Size = ReadSize(parsed.GetValue(size)!, parsed.GetValue(readOnly), sizeIsGiven: parsed.GetResult(size) is { Implicit: false }),
                Time = SourceDate.FromEnvironment(),
            };
            return Run(parsed.GetValue(from)!, format.Read(parsed), options, parsed.GetValue(output)!, new(folders.Archives));
        });
        return command;
    }

    private static int Run(string[] archives, IFilesystemFormat format, DiskImageOptions options, string output, ArchiveCache cache)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine();
        var opened = new List<UnpackedArchive>();
        try
        {
            var tree = new FileTree(options.Time ?? default);
            foreach (string archive in archives)
            {
                progress.Report($"reading {archive}");
                UnpackedArchive unpacked = cache.Open(archive, interruption.Token);
                opened.Add(unpacked);
                TarOverlay.AddTo(tree, unpacked.ReadMembers());
            }
            progress.Report($"writing {output}");
            DiskImageWriter.Write(output, tree, format, options, interruption.Token);
            return 0;
        }
        finally
        {
            opened.ForEach(archive => archive.Dispose());
        }
    }

    private static FilesystemSize ReadSize(string text, bool readOnly, bool sizeIsGiven)
    {
        if (readOnly && sizeIsGiven)
            throw new SmolException("--size and --read-only exclude each other", hint: "a read-only image is just as large as what is in it");
        if (readOnly)
            return FilesystemSize.ExactFit;
        if (text == "auto")
            return FilesystemSize.Auto;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int mib) && mib > 0
            ? FilesystemSize.Of((long)mib << 20)
            : throw new SmolException($"'{text}' is neither a number of MiB nor auto", "--size");
    }
}
