using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Scripts that were written for smolBSD's <c>mkimg.sh</c> and makefile.</summary>
public sealed class MkimgTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public MkimgTests()
    {
        _smol.Environment["SMOL_MIRROR"] = _release.Folder;
        Directory.CreateDirectory(_smol["service/web/etc"]);
        Directory.CreateDirectory(_smol["service/common"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/common/basicrc"], "# basicrc\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void Its_flags_make_the_file_that_they_made()
    {
        File.WriteAllText(_smol["kernel"], "a kernel");
        _smol.MustRun("mkimg", "-s", "web", "-m24", "-iweb.img", "-x", "base.tar.xz etc.tar.xz", "-k", "kernel", "-o");

        Assert.Equal("a kernel", _smol.MustRun("image", "cat", "web.img:/netbsd"));
        Assert.Equal("# basicrc\n", _smol.MustRun("image", "cat", "web.img:/etc/include/basicrc"));
        Assert.StartsWith("NAME=webroot / ffs ro", _smol.MustRun("image", "cat", "web.img:/etc/fstab"), StringComparison.Ordinal);
        Assert.Contains("No problems found", Oracle.MustRun("sgdisk", "-v", _smol["web.img"]), StringComparison.Ordinal);
        Assert.Equal("", _smol.MustRun("image", "fsck", "web.img"));
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
    }

    [Fact]
    public void The_environment_and_the_sizes_are_those_of_the_script()
    {
        _smol.Environment["PKGVERS"] = "10.1";
        _smol.MustRun("mkimg", "-s", "web", "-x", "base.tar.xz etc.tar.xz");

        Assert.Equal("PKGVERS=10.1\n", _smol.MustRun("image", "cat", "rescue-amd64.img:/etc/pkgvers"));
        Assert.Equal(20 << 20, new FileInfo(_smol["rescue-amd64.img"]).Length);
    }

    [Fact]
    public void A_root_folder_is_taken_as_it_is_and_an_image_that_is_there_is_replaced()
    {
        Directory.CreateDirectory(_smol["root/bin"]);
        File.WriteAllText(_smol["root/bin/mine"], "mine");
        File.WriteAllText(_smol["my.img"], "an old image");
        _smol.MustRun("mkimg", "-s", "web", "-r", "root", "-i", "my.img");

        Assert.Equal("mine", _smol.MustRun("image", "cat", "my.img:/bin/mine"));
    }

    [Theory]
    [InlineData("-z", "no such option")]
    [InlineData("-m", "needs a value")]
    [InlineData("extra", "is not expected here")]
    [InlineData("-mten", "IMGSIZE")]
    [InlineData("-snowhere", "no such service")]
    public void What_is_wrong_is_said_and_nothing_is_made(string flag, string word)
    {
        SmolResult result = _smol.Run("mkimg", "-i", "my.img", flag);

        Assert.Equal(1, result.Code);
        Assert.Contains(word, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_smol["my.img"]));
    }

    [Fact]
    public void A_place_that_can_t_be_written_is_said()
    {
        SmolResult result = _smol.Run("mkimg", "-s", "web", "-x", "base.tar.xz", "-i", "nowhere/my.img");

        Assert.Equal(1, result.Code);
        Assert.Contains("nowhere/my.img", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_is_asked_for_as_of_make_and_smoler()
    {
        Assert.Equal("web-amd64:latest\n", _smol.MustRun("SERVICE=web", "IMGSIZE=20", "build"));
        Assert.Equal("web-amd64:latest\n", _smol.MustRun("build", "IMGSIZE=20", "web"));
        Assert.Equal("web-amd64:v1\n", _smol.MustRun("build", "-y", "-t", "v1", "IMGSIZE=20", "SERVICE=web"));
        Assert.Equal("mine-amd64:v1\n", _smol.MustRun("build", "-t", "mine:v1", "IMGSIZE=20", "web", "--arch", "amd64"));
        Directory.CreateDirectory(_smol["images"]);
        Assert.Equal("images/web.img\n", _smol.MustRun("SERVICE=web", "IMGSIZE=20", "IMGNAME=web.img", "base"));
        SmolResult builder = _smol.Run("buildimg");
        Assert.Equal((0, ""), (builder.Code, builder.Output));
        Assert.Contains("no builder image", builder.Errors, StringComparison.Ordinal);
    }
}
