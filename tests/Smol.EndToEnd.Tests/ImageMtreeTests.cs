using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol image create --mtree</c>: a folder of anybody's files becomes an image of the right owners, modes, flags and times.</summary>
public sealed class ImageMtreeTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public ImageMtreeTests()
    {
        Directory.CreateDirectory(_smol["dest/bin"]);
        Directory.CreateDirectory(_smol["dest/etc"]);
        File.WriteAllText(_smol["dest/bin/prog"], "hello");
        File.WriteAllText(_smol["dest/etc/master.passwd"], "root::0:0::0:0::/:/bin/sh\nwww::24:24::0:0::/:/sbin/nologin\n");
        File.WriteAllText(_smol["dest/etc/group"], "wheel:*:0:\nwww:*:24:\n");
        File.WriteAllText(_smol["METALOG"], """
            #mtree 2.0
            . type=dir uname=root gname=wheel mode=0755 time=1600000000.0
            ./bin type=dir uname=root gname=wheel mode=0755 time=1600000000.0
            ./bin/prog type=file uname=root gname=www mode=04550 flags=schg,nodump time=1234567890.000000007 size=5 sha256=00
            ./dev type=dir uname=root gname=wheel mode=0755
            ./dev/null type=char uname=root gname=wheel mode=0666 device=native,2,2
            ./var/empty type=dir uname=www gname=www mode=0700
            """);
    }

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    [InlineData("ext2")]
    public void A_folder_gets_what_a_METALOG_says(string format)
    {
        _smol.MustRun("image", "create", "--fs", format, "--from", "dest", "--mtree", "METALOG", "a.img");
        Assert.Equal("", _smol.MustRun("image", "fsck", "a.img"));
        string prog = _smol.MustRun("image", "stat", "a.img:/bin/prog");
        Assert.Contains("Mode: 4550  Uid: 0  Gid: 24  Flags: 0x20001 (nodump,schg)", prog, StringComparison.Ordinal);
        Assert.Contains("Modify: 2009-02-13 23:31:30.", prog, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^crw-rw-rw- +1 +0 +0 +2, 2 +1970-01-01 00:00:00 +null$", _smol.MustRun("image", "ls", "a.img:/dev"));
        Assert.Matches(@"(?m)^drwx------ +2 +24 +24 .* empty$", _smol.MustRun("image", "ls", "a.img:/var"));
        Assert.Matches(@"(?m)^-rw-r--r-- +1 +0 +0 .* group$", _smol.MustRun("image", "ls", "a.img:/etc"));
    }

    [Fact]
    public void Debugfs_sees_the_flags_that_ext2_has()
    {
        _smol.MustRun("image", "create", "--fs", "ext2", "--bare", "--from", "dest", "--mtree", "METALOG", "a.img");
        Assert.Contains("Flags: 0x50", Oracle.MustRun("debugfs", "-R", "stat /bin/prog", _smol["a.img"]), StringComparison.Ordinal); // immutable, nodump
    }

    [Fact]
    public void A_tar_gets_it_as_a_folder_does()
    {
        Oracle.MustRun("tar", "--owner=9", "--group=9", "-C", _smol["dest"], "-cf", _smol["dest.tar"], ".");
        _smol.MustRun("image", "create", "--from", "dest", "--mtree", "METALOG", "a.img");
        _smol.MustRun("image", "create", "--from", "dest.tar", "--mtree", "METALOG", "b.img");
        Assert.DoesNotContain("bin", _smol.Run("image", "diff", "a.img", "b.img").Output, StringComparison.Ordinal);
        Assert.Contains("! /etc/group: Owner", _smol.Run("image", "diff", "a.img", "b.img").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_line_is_named_and_no_image_is_left()
    {
        File.AppendAllText(_smol["METALOG"], "\n./bin/missing type=file uid=0 gid=0 mode=0644\n");
        SmolResult result = _smol.Run("image", "create", "--from", "dest", "--mtree", "METALOG", "a.img");
        Assert.Equal(1, result.Code);
        Assert.Contains("METALOG:8: /bin/missing: is not in the tree", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_smol["a.img"]));
    }

    [Fact]
    public void A_time_beyond_the_calendar_is_shown_in_seconds()
    {
        File.WriteAllText(_smol["METALOG"], "./bin/prog type=file time=9600951906560.000000000\n");
        _smol.MustRun("image", "create", "--fs", "ffs2", "--from", "dest", "--mtree", "METALOG", "a.img");
        Assert.Contains(" @9600951906560 ", _smol.MustRun("image", "ls", "a.img:/bin"), StringComparison.Ordinal);
        Assert.Contains("Modify: @9600951906560.", _smol.MustRun("image", "stat", "a.img:/bin/prog"), StringComparison.Ordinal);
        Assert.Contains("\"seconds\": 9600951906560", _smol.MustRun("image", "stat", "a.img:/bin/prog", "--format", "json"), StringComparison.Ordinal);
        Assert.Contains("its time", _smol.Run("image", "cp", "a.img:/bin/prog", "copy").Errors, StringComparison.Ordinal);
    }
}
