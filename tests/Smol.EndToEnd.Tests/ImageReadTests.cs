using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol image ls|tree|stat|cat|cp|diff|du|export|dumpfs|fsck|resize</c> on images that smol and others made.</summary>
public sealed class ImageReadTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public ImageReadTests()
    {
        (int code, string _, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", """
            mkdir -p tree/etc tree/bin && echo hello >tree/etc/motd && head -c 300000 /dev/urandom >tree/bin/prog && chmod 4755 tree/bin/prog &&
            ln tree/bin/prog tree/bin/same && ln -s ../etc/motd tree/bin/link && mkfifo tree/fifo && : >tree/empty && mkdir tree/none &&
            tar --sort=name --owner=7 --group=8 --mtime=@1700000000 -C tree -cf tree.tar .
            """);
        Assert.True(code == 0, errors);
    }

    public static TheoryData<string> Formats { get; } = ["ext2", "ffs", "ffs2"];

    public void Dispose() => _smol.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_went_in_is_seen_and_comes_out(string format)
    {
        _smol.MustRun("image", "create", "--fs", format, "--from", "tree.tar", "a.img");

        Assert.Matches(@"(?m)^-rwsr-xr-x +2 +7 +8 +300000 +2023-11-14 22:13:20 +prog$", _smol.MustRun("image", "ls", "a.img:/bin"));
        Assert.Contains("link -> ../etc/motd", _smol.MustRun("image", "ls", "a.img:/bin"), StringComparison.Ordinal);
        Assert.Equal("hello\n", _smol.MustRun("image", "cat", "a.img:/bin/link"));
        Assert.Contains("  same", _smol.MustRun("image", "tree", "a.img"), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^293\t/bin$", _smol.MustRun("image", "du", "a.img"));
        Assert.Matches($"(?m)^format +{format}$", _smol.MustRun("image", "dumpfs", "a.img"));
        using (JsonDocument stat = JsonDocument.Parse(_smol.MustRun("image", "stat", "a.img:/bin/same", "--format", "json")))
        {
            Assert.Equal("4755", stat.RootElement.GetProperty("mode").GetString());
            Assert.Equal(2, stat.RootElement.GetProperty("links").GetInt32());
        }
        Assert.Equal("", _smol.MustRun("image", "fsck", "a.img"));

        _smol.MustRun("image", "cp", "a.img:/bin", "copy");
        Assert.Equal(0, Oracle.RunIn(_smol.Folder, "diff", "-r", "--no-dereference", "tree/bin", "copy").Code);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_tree_goes_through_an_image_into_a_tar_and_back(string format)
    {
        _smol.MustRun("image", "create", "--fs", format, "--from", "tree.tar", "a.img");
        _smol.MustRun("image", "export", "a.img", "back.tar");
        _smol.MustRun("image", "create", "--fs", format, "--from", "back.tar", "b.img");
        Assert.Equal("", _smol.MustRun("image", "diff", "a.img", "b.img"));

        Oracle.RunIn(_smol.Folder, "sh", "-c", "echo changed >tree/etc/motd; : >tree/new; rm tree/empty; tar --owner=7 --group=8 --mtime=@1700000000 -C tree -cf other.tar .");
        _smol.MustRun("image", "create", "--fs", format, "--from", "other.tar", "c.img");
        SmolResult diff = _smol.Run("image", "diff", "a.img", "c.img");
        Assert.Equal(1, diff.Code);
        Assert.Contains("+ /new\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("- /empty\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("! /etc/motd: Content", diff.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ext2", "group", "freeInodeRanges")]
    [InlineData("ffs", "cylinderGroup", "usedInodeRanges")]
    [InlineData("ffs2", "cylinderGroup", "writtenInodes")]
    public void Dumpfs_shows_the_superblock_and_each_group(string format, string number, string fact)
    {
        _smol.MustRun("image", "create", "--fs", format, "--from", "tree.tar", "--size", "40", "a.img");
        string text = _smol.MustRun("image", "dumpfs", "a.img");
        Assert.Matches("(?m)^free inodes +[1-9]", text);
        Assert.Matches("(?m)^(cylinder )?group +1$", text);
        Assert.Matches("(?m)^free block ranges +[1-9]", text);
        Assert.DoesNotMatch("(?m)^(cylinder )?group +0$", _smol.MustRun("image", "dumpfs", "--superblock", "a.img"));

        using JsonDocument json = JsonDocument.Parse(_smol.MustRun("image", "dumpfs", "--format", "json", "a.img"));
        JsonElement superblock = json.RootElement.GetProperty("superblock");
        JsonElement[] groups = [.. json.RootElement.GetProperty("groups").EnumerateArray()];
        Assert.Equal(format, superblock.GetProperty("format").GetString());
        Assert.Equal(superblock.GetProperty("freeInodes").GetInt64(), groups.Sum(group => group.GetProperty("freeInodes").GetInt64()));
        Assert.Equal(superblock.GetProperty("freeBlocks").GetInt64(), groups.Sum(group => group.GetProperty("freeBlocks").GetInt64()));
        Assert.Equal(Enumerable.Range(0, groups.Length), groups.Select(group => group.GetProperty(number).GetInt32()));
        Assert.All(groups, group => Assert.True(group.TryGetProperty(fact, out _)));
    }

    [Fact]
    public void Images_of_makefs_and_mke2fs_are_read()
    {
        Oracle.RunIn(_smol.Folder, "makefs", "-t", "ffs", "-s", "4m", "m1.img", "tree");
        Oracle.RunIn(_smol.Folder, "makefs", "-t", "ffs", "-o", "version=2", "-B", "be", "-s", "4m", "m2.img", "tree");
        Oracle.RunIn(_smol.Folder, "sh", "-c", "truncate -s 8M e.img && mke2fs -q -t ext2 -d tree e.img");
        foreach (string image in new[] { "m1.img", "m2.img", "e.img" })
        {
            Assert.Equal("hello\n", _smol.MustRun("image", "cat", $"{image}:/etc/motd"));
            Assert.Equal(0, _smol.Run("image", "fsck", image).Code);
            _smol.MustRun("image", "cp", $"{image}:/bin/prog", image + ".prog");
            Assert.Equal(0, Oracle.RunIn(_smol.Folder, "cmp", "tree/bin/prog", image + ".prog").Code);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damage_is_found_and_no_filesystem_is_an_error_of_its_own(string format)
    {
        _smol.MustRun("image", "create", "--fs", format, "--from", "tree.tar", "--bare", "a.img");
        using (FileStream image = File.OpenWrite(_smol["a.img"]))
        {
            // Behind the first superblock: maps and inodes.
            image.Position = format switch { "ext2" => 2048, "ffs" => 16 << 10, _ => 72 << 10 };
            image.Write(Enumerable.Repeat((byte)0x5a, 20_000).ToArray());
        }
        Assert.Equal(1, _smol.Run("image", "fsck", "a.img").Code);

        File.WriteAllBytes(_smol["zeros.img"], new byte[1 << 20]);
        Assert.Equal(8, _smol.Run("image", "fsck", "zeros.img").Code);
        Assert.Equal(8, _smol.Run("image", "fsck", "none.img").Code);
    }

    [Theory]
    [InlineData("ext2 --block 4096 --minfree 5 --inodes 5000", "block size +4096", "reserved blocks +[1-9]")]
    [InlineData("ffs --block 32768 --fragment 4096 --minfree 5 --inodes 5000", "block size +32768", "minfree +5 %")]
    [InlineData("ffs2 --block 4096 --fragment 512", "block size +4096", "fragment size +512")]
    public void The_shape_of_a_filesystem_can_be_said(string options, params string[] said)
    {
        _smol.MustRun(["image", "create", "--from", "tree.tar", "--size", "64", "--fs", .. options.Split(' '), "a.img"]);
        foreach (string pattern in said)
            Assert.Matches(pattern, _smol.MustRun("image", "dumpfs", "a.img"));
        Assert.Equal("", _smol.MustRun("image", "fsck", "a.img"));
    }

    [Theory]
    [InlineData("ext2 --block 1000", "--block")]
    [InlineData("ext2 --fragment 1024", "--fragment")]
    [InlineData("ffs --block 65536 --fragment 512", "--fragment")]
    [InlineData("ffs --minfree 100", "--minfree")]
    public void A_shape_that_can_not_be_is_refused(string options, string place)
    {
        SmolResult result = _smol.Run(["image", "create", "--from", "tree.tar", "--fs", .. options.Split(' '), "a.img"]);
        Assert.Equal(1, result.Code);
        Assert.Contains(place, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_grows_and_its_table_moves_along()
    {
        _smol.MustRun("image", "create", "--fs", "ext2", "--from", "tree.tar", "--size", "16", "a.img");
        _smol.MustRun("image", "resize", "a.img", "+48M");
        Assert.Equal(64 << 20, new FileInfo(_smol["a.img"]).Length);
        Assert.Contains("No problems found", Oracle.MustRun("sgdisk", "-v", _smol["a.img"]), StringComparison.Ordinal);
        Assert.Equal("hello\n", _smol.MustRun("image", "cat", "a.img:/etc/motd"));
        Assert.Contains("can't become shorter", _smol.Run("image", "resize", "a.img", "8M").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_is_not_written_over()
    {
        _smol.MustRun("image", "create", "--from", "tree.tar", "a.img");
        File.CreateSymbolicLink(_smol["motd"], "/tmp/somewhere-else");
        SmolResult copy = _smol.Run("image", "cp", "a.img:/etc/motd", "motd");
        Assert.Equal(1, copy.Code);
        Assert.Contains("is there already", copy.Errors, StringComparison.Ordinal);
    }
}
