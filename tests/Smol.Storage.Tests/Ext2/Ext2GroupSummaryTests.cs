using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

/// <summary>The figures of the groups are those that dumpe2fs prints.</summary>
public sealed class Ext2GroupSummaryTests
{
    [Theory]
    [InlineData("-b 1024")]
    [InlineData("-b 1024 -g 1024 -I 128")]
    [InlineData("-b 4096 -O ^resize_inode")]
    [InlineData("-b 1024 -O ^sparse_super,^resize_inode")]
    [InlineData("-b 1024 -r 0")]
    public void Dumpe2fs_says_the_same_of_what_mke2fs_makes(string options)
    {
        using var scratch = new Scratch();
        Oracle.MustRun("sh", "-c", $"mkdir -p {scratch["d"]}/a/b && head -c 100000 /dev/zero | tr '\\0' x >{scratch["d"]}/a/file");
        Oracle.MustRun("sh", "-c", $"truncate -s 40M {scratch["a.img"]} && mke2fs -q -t ext2 {options} -d {scratch["d"]} {scratch["a.img"]}");
        MustAgree(scratch["a.img"]);
    }

    [Theory]
    [InlineData(1024, 128)]
    [InlineData(4096, 256)]
    public void Dumpe2fs_says_the_same_of_what_is_written(int blockSize, int inodeSize)
    {
        using var scratch = new Scratch();
        FileTree tree = FileTreeGenerator.Draft(new Random(blockSize), 300, new()).Build();
        Ext2Image.WriteUnchecked(scratch["a.img"], tree, FilesystemSize.UsedPlus(30 << 20), new() { BlockSize = blockSize, InodeSize = inodeSize });
        MustAgree(scratch["a.img"]);
    }

    private static void MustAgree(string path)
    {
        string shown = Oracle.MustRun("dumpe2fs", path);
        using var source = new OpenFileSource(path);
        string[] groups = [.. Ext2GroupSummary.Groups(source, 0, source.Length).Select(AsDumpe2fs)];
        Assert.NotEmpty(groups);
        Assert.Equal(shown[shown.IndexOf("Group 0:", StringComparison.Ordinal)..].TrimEnd(), string.Join('\n', groups));
    }

    /// <summary>The facts in the words of dumpe2fs.</summary>
    private static string AsDumpe2fs(IReadOnlyList<FilesystemFact> facts)
    {
        Dictionary<string, string> values = facts.ToDictionary(fact => fact.Name, fact => fact.Text);
        List<string> lines = [$"Group {values["group"]}: (Blocks {values["blocks"]})"];
        long start = long.Parse(values["blocks"].Split('-')[0], null);
        if (values.TryGetValue("superblock", out string? superblock))
            lines.Add($"  Primary superblock at {superblock}, Group descriptors at {values["descriptors"]}");
        if (values.TryGetValue("copy of the superblock", out superblock))
            lines.Add($"  Backup superblock at {superblock}, Group descriptors at {values["descriptors"]}");
        if (values.TryGetValue("reserved descriptors", out string? reserved))
            lines.Add($"  Reserved GDT blocks at {reserved}");
        lines.Add($"  Block bitmap at {values["block bitmap"]} (+{long.Parse(values["block bitmap"], null) - start})");
        lines.Add($"  Inode bitmap at {values["inode bitmap"]} (+{long.Parse(values["inode bitmap"], null) - start})");
        lines.Add($"  Inode table at {values["inode table"]} (+{long.Parse(values["inode table"].Split('-')[0], null) - start})");
        lines.Add($"  {values["free blocks"]} free blocks, {values["free inodes"]} free inodes, {values["directories"]} directories");
        lines.Add($"  Free blocks: {values["free block ranges"]}");
        lines.Add($"  Free inodes: {values["free inode ranges"]}");
        return string.Join('\n', lines);
    }
}
