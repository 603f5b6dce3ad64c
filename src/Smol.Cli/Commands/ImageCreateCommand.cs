using System.CommandLine;
using System.Globalization;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.Archives.Mtree;
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
        var from = new Option<string[]>("--from") { Description = "An archive (.tar, .tar.gz, .tar.xz), or a folder, whose files then belong to 0:0; may be given again", Required = true, HelpName = "FILE|FOLDER" };
        var mtree = new Option<string?>("--mtree") { Description = "An mtree(5) specification or METALOG that gives owners, modes, BSD flags and times, as makefs -F takes it", HelpName = "FILE" };
        var size = new Option<string>("--size") { Description = "MiB of the whole image, or auto: what is used and a tenth", DefaultValueFactory = static _ => "auto", HelpName = "MiB|auto" };
        var name = new Option<string>("--name") { Description = "The partition's name", DefaultValueFactory = static _ => "root", HelpName = "PARTITION" };
        var bare = new Option<bool>("--bare") { Description = "Only the filesystem, without a partition table" };
        var readOnly = new Option<bool>("--read-only") { Description = "Just as large as what is in it, for images that are never written" };
        var command = new SmolCommand("create", "Make a disk image from archives and folders",
            "smol image create --fs ext2 --from rootfs.tar.xz my.img", "smol image create --fs ext2 --from base.tgz --from etc.tgz --size 512 --name myroot my.img",
            "smol image create --fs ffs --from destdir --mtree METALOG my.img")
        {
            from, mtree, size, name, bare, readOnly, output,
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
            return Run(parsed.GetValue(from)!, parsed.GetValue(mtree), format.Read(parsed), options, parsed.GetValue(output)!, new(folders.Archives));
        });
        return command;
    }

    private static int Run(string[] sources, string? mtree, IFilesystemFormat format, DiskImageOptions options, string output, ArchiveCache cache)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine();
        var opened = new List<UnpackedArchive>();
        try
        {
            var tree = new FileTree(options.Time ?? default);
            foreach (string source in sources)
            {
                progress.Report($"reading {source}");
                if (Directory.Exists(source))
                {
                    HostFolder.AddTo(tree, TreePath.Root, source, options.Time ?? default);
                    continue;
                }
                UnpackedArchive unpacked = cache.Open(source, interruption.Token);
                opened.Add(unpacked);
                TarOverlay.AddTo(tree, unpacked.ReadMembers());
            }
            if (mtree is not null)
                MtreeOverlay.AddTo(tree, mtree, options.Time ?? default);
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
