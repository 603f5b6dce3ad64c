using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Cli.Commands;

/// <summary>Disk images as a whole: <c>smol image cp|diff|digest|export|fsck|resize</c>.</summary>
internal static class ImageWholeCommands
{
    // fsck(8): 1 is what the checker found, 8 that it could not check.
    private const int HasFindings = 1;
    private const int NotChecked = 8;

    public static IEnumerable<Command> Create(SmolFolders folders) => [Copy(folders), Diff(folders), Digest(), Export(folders), Check(folders), Resize()];

    private static SmolCommand Copy(SmolFolders folders)
    {
        var from = new Argument<string>("IMAGE:/PATH") { Description = "What to copy out of an image" };
        var to = new Argument<string>("TARGET") { Description = "Where to; into it, if it is a directory" };
        Option<string?> partition = CommonOptions.Partition();
        var command = new SmolCommand("cp", "Copy files out of a disk image", "smol image cp hello:/etc ./etc-of-hello") { from, to, partition };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            ImagePath place = ImagePath.Parse(parsed.GetValue(from)!);
            using OpenedDiskImage image = place.Open(folders, parsed.GetValue(partition));
            Node node = place.Find(image.Read().Tree);
            string target = parsed.GetValue(to)!;
            if (Directory.Exists(target) && !place.Path.IsRoot)
                target = Path.Combine(target, place.Path.Name.ToString());
            new FolderExport(Screen.Say).Write(node, target, interruption.Token);
            return 0;
        });
        return command;
    }

    private static SmolCommand Diff(SmolFolders folders)
    {
        var first = new Argument<string>("FIRST") { Description = "An image" };
        var second = new Argument<string>("SECOND") { Description = "Another" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("diff", "Show in what two disk images differ; ends with 1 when they do", "smol image diff old.img new.img") { first, second, format };
        command.SetAction(parsed =>
        {
            using OpenedDiskImage firstImage = ImagePath.Parse(parsed.GetValue(first)!).Open(folders, null);
            using OpenedDiskImage secondImage = ImagePath.Parse(parsed.GetValue(second)!).Open(folders, null);
            DifferenceRow[] rows = [.. FileTreeComparison.Compare(firstImage.Read().Tree, secondImage.Read().Tree).Select(DifferenceRow.Of)];
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.DifferenceRowArray));
            else
                foreach (DifferenceRow row in rows)
                    Screen.Print(Describe(row));
            return rows.Length == 0 ? 0 : HasFindings;
        });
        return command;
    }

    private static SmolCommand Digest()
    {
        var image = new Argument<string>("FILE") { Description = "A disk image's file" };
        var command = new SmolCommand("digest", "Show the digest that the store gives a disk image: it passes over holes", "smol image digest my.img") { image };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(image)!;
            if (!File.Exists(path))
                throw new SmolException("there is no such file", path);
            Screen.Print(SparseDigest.Of(path));
            return 0;
        });
        return command;
    }

    private static SmolCommand Export(SmolFolders folders)
    {
        var image = new Argument<string>("IMAGE") { Description = "A disk image's file, or an image of the store" };
        var output = new Argument<string>("OUT.tar") { Description = "The archive; - is standard output" };
        Option<string?> partition = CommonOptions.Partition();
        var command = new SmolCommand("export", "Write all files of a disk image as a tar archive", "smol image export hello hello.tar", "smol image export hello - | tar -t") { image, output, partition };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            using OpenedDiskImage opened = ImagePath.Parse(parsed.GetValue(image)!).Open(folders, parsed.GetValue(partition));
            FileTree tree = opened.Read().Tree;
            if (parsed.GetValue(output) is not ("-" or null) and string path)
                AtomicFile.Write(path, stream => TarWriter.Write(tree, stream, interruption.Token));
            else
                using (Stream stream = Console.OpenStandardOutput())
                    TarWriter.Write(tree, stream, interruption.Token);
            return 0;
        });
        return command;
    }

    private static SmolCommand Check(SmolFolders folders)
    {
        var image = new Argument<string>("IMAGE") { Description = "A disk image's file, or an image of the store" };
        Option<string?> partition = CommonOptions.Partition();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("fsck", "Check the filesystem of a disk image; changes nothing. Ends with 0 when it is clean, 1 when not, 8 when it can't be checked",
            "smol image fsck hello", "smol image fsck my.img --format json") { image, partition, format };
        command.SetAction(parsed =>
        {
            try
            {
                using OpenedDiskImage opened = ImagePath.Parse(parsed.GetValue(image)!).Open(folders, parsed.GetValue(partition));
                IReadOnlyList<FilesystemFinding> findings = opened.Check();
                if (parsed.GetValue(format) == CommonOptions.Json)
                    Screen.Print(JsonSerializer.Serialize([.. findings.Select(FindingRow.Of)], CliJson.Default.FindingRowArray));
                else
                    foreach (FilesystemFinding finding in findings)
                        Screen.Print(finding.ToString());
                return findings.Count == 0 ? 0 : HasFindings;
            }
            catch (SmolException failure)
            {
                Screen.Error(failure.Message, failure.Hint);
                return NotChecked;
            }
        });
        return command;
    }

    private static SmolCommand Resize()
    {
        var image = new Argument<string>("IMAGE") { Description = "A disk image's file" };
        var size = new Argument<string>("SIZE") { Description = "How much longer, +512M or +4G; or how long, 8G" };
        var command = new SmolCommand("resize", "Make a disk image longer and move the copy of its partition table; its filesystem grows when the guest says so",
            "smol image resize live.img +4G") { image, size };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(image)!;
            if (!File.Exists(path))
                throw new SmolException("there is no such file", path);
            long length = GptResize.Grow(path, ByteSize.Parse(parsed.GetValue(size)!, new FileInfo(path).Length));
            Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {length >> 20} MiB"));
            return 0;
        });
        return command;
    }

    private static string Describe(DifferenceRow row) => row.Kind switch
    {
        nameof(FileTreeDifferenceKind.Added) => $"+ {row.Path}",
        nameof(FileTreeDifferenceKind.Removed) => $"- {row.Path}",
        _ => $"! {row.Path}: {row.Kind}: {row.First} | {row.Second}",
    };
}
