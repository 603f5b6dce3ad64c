using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

/// <summary>What other programs write is read, and what is written is read by others.</summary>
public sealed class Ext2ForeignTests
{
    // Everything that mke2fs -d takes over: it leaves out nothing of this.
    private const string MakeFolder = """
        set -eu
        mkdir -p "$1/a/b/c" "$1/empty" "$1/many"
        printf hello >"$1/a/hello"; chmod 4755 "$1/a/hello"; ln "$1/a/hello" "$1/a/b/again"
        head -c 300000 /dev/urandom >"$1/a/large"
        head -c 12288 /dev/urandom >"$1/a/twelve"
        truncate -s 900000 "$1/a/holes"; printf x | dd of="$1/a/holes" bs=1 seek=500000 conv=notrunc status=none
        : >"$1/a/nothing"
        ln -s target "$1/short"; ln -s "$(printf %0200d 7)" "$1/long"; ln -s "$(printf %059d 7)" "$1/fits"; ln -s "$(printf %060d 7)" "$1/fits-not"
        i=0; while [ $i -lt 600 ]; do : >"$1/many/a-somewhat-longer-name-$i"; i=$((i+1)); done
        touch -d @-100 "$1/a/nothing"; touch -d @1234567890 "$1/a/b/c"
        """;

    [Theory]
    [InlineData("-t", "ext2", "-b", "1024")]
    [InlineData("-t", "ext2", "-b", "2048", "-I", "128")]
    [InlineData("-t", "ext2", "-b", "4096", "-O", "^dir_index,^resize_inode,^sparse_super")]
    [InlineData("-t", "ext2", "-b", "1024", "-r", "0")]
    [InlineData("-t", "ext2", "-b", "1024", "-g", "1024", "-I", "512")]
    [InlineData("-t", "ext2", "-b", "1024", "-O", "^filetype")]
    [InlineData("-t", "ext3", "-b", "4096")]
    public void What_mke2fs_makes_is_read(params string[] options)
    {
        using var scratch = new Scratch();
        string folder = scratch["folder"];
        Oracle.MustRun("sh", "-c", MakeFolder, "sh", folder);
        Oracle.MustRun("mke2fs", ["-q", .. options, "-d", folder, scratch["a.img"], "20M"]);
        MustBeRead(scratch["a.img"], folder);
        if (options.Contains("ext2") && !options.Contains("^dir_index,^resize_inode,^sparse_super"))
        {
            Oracle.Run("e2fsck", "-fyD", scratch["a.img"]); // makes the index of the large directory
            MustBeRead(scratch["a.img"], folder);
        }
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("4096")]
    public void What_genext2fs_makes_is_read(string blockSize)
    {
        using var scratch = new Scratch();
        string folder = scratch["folder"];
        Oracle.MustRun("sh", "-c", MakeFolder, "sh", folder);
        Oracle.MustRun("genext2fs", "-B", blockSize, "-b", "20000", "-N", "4000", "-d", folder, scratch["a.img"]);
        using var source = new OpenFileSource(scratch["a.img"]);
        FileTree tree = Ext2Reader.Read(source, 0, source.Length).Tree;
        // genext2fs keeps no links' times and no times before 1970.
        Assert.Equal(Listing.OfFolder(folder).Select(WithoutTime), Listing.OfTree(tree).Select(WithoutTime));
    }

    [Fact]
    public void What_is_written_is_dumped_by_debugfs()
    {
        using var scratch = new Scratch();
        FileTreeDraft draft = FileTreeGenerator.Draft(new Random(4), 400, new() { EarliestTime = 0, LatestTime = int.MaxValue, HasNanoseconds = false, Flags = 0, LargestId = 0 });
        FileTree tree = new FileTreeDraft(draft.Root, [.. draft.Entries.Where(IsTame)]).Build();
        Ext2Image.Write(scratch["a.img"], tree);
        Directory.CreateDirectory(scratch["dump"]);
        Ext2Image.Debugfs(scratch["a.img"], $"rdump / {scratch["dump"]}");
        IEnumerable<string> dumped = Listing.OfFolder(scratch["dump"]).Where(line => !line.StartsWith("lost+found", StringComparison.Ordinal));
        Assert.Equal(Listing.OfTree(tree).Select(WithoutLinks), dumped.Select(WithoutLinks));

        // debugfs dumps no devices, fifos and sockets, stops at names that are not text, and needs directories that it can enter.
        static bool IsTame(FileTreeDraftEntry entry) =>
            entry.Kind is NodeKind.File or NodeKind.Directory or null && entry.Name.Span.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }

    private static void MustBeRead(string image, string folder)
    {
        using var source = new OpenFileSource(image);
        FilesystemContents contents = Ext2Reader.Read(source, 0, source.Length);
        Assert.Equal(Listing.OfFolder(folder), Listing.OfTree(contents.Tree));
        Assert.Empty(contents.Notices);
    }

    private static string WithoutTime(string line) => Without(line, 6);

    /// <summary>debugfs makes no hard links, and loses set-id bits.</summary>
    private static string WithoutLinks(string line)
    {
        string[] fields = Without(line, 7).Split('|');
        fields[2] = fields[2].PadLeft(3, '0')[^3..];
        return string.Join('|', fields);
    }

    private static string Without(string line, int field)
    {
        string[] fields = line.Split('|');
        fields[field] = "";
        return string.Join('|', fields);
    }
}
