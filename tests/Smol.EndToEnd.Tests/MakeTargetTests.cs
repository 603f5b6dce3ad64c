namespace Smol.EndToEnd.Tests;

/// <summary>What smolBSD's users type: its makefile's targets and variables, and smoler.sh's build.</summary>
public sealed class MakeTargetTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public MakeTargetTests()
    {
        _smol.Environment["SMOL_MIRROR"] = _release.Folder;
        _smol.Environment["SMOL_KERNELS"] = Path.Combine(_release.Folder, "assets");
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void A_build_is_asked_for_as_of_make_and_smoler()
    {
        Assert.Equal("web-amd64:latest\n", _smol.MustRun("SERVICE=web", "IMGSIZE=20", "build"));
        Assert.Equal("web-amd64:latest\n", _smol.MustRun("build", "IMGSIZE=20", "web"));
        Assert.Equal("web-amd64:v1\n", _smol.MustRun("build", "-y", "-t", "v1", "IMGSIZE=20", "SERVICE=web"));
        Assert.Equal("mine-amd64:v1\n", _smol.MustRun("build", "-t", "mine:v1", "IMGSIZE=20", "web", "--arch", "amd64"));
    }

    [Fact]
    public void Names_of_files_are_those_of_files()
    {
        Directory.CreateDirectory(_smol["images"]);

        Assert.Equal("images/web.img\n", _smol.MustRun("SERVICE=web", "IMGSIZE=20", "IMGNAME=web.img", "base"));
        Assert.Equal("my.img\n", _smol.MustRun("build", "SERVICE=web", "IMGSIZE=20", "DSTIMG=my.img"));
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
    }

    [Fact]
    public void What_is_fetched_is_fetched()
    {
        Directory.CreateDirectory(_smol["images"]);
        _smol.MustRun("live");

        Assert.EndsWith("a disk\n", File.ReadAllText(_smol["images/NetBSD-amd64-live.img"]), StringComparison.Ordinal);
        Assert.Contains("netbsd-SMOL", _smol.MustRun("kernfetch"), StringComparison.Ordinal);
        Assert.Contains("comp.tar.xz", _smol.MustRun("SETS=comp", "setfetch"), StringComparison.Ordinal);
        Assert.Contains("base.tar.xz", _smol.MustRun("fetchall", "SERVICE=web"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_there_is_nothing_to_do_for_is_said()
    {
        SmolResult builder = _smol.Run("buildimg");

        Assert.Equal((0, ""), (builder.Code, builder.Output));
        Assert.Contains("no builder image", builder.Errors, StringComparison.Ordinal);
        Assert.Contains("smol build hello", _smol.MustRun("help"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SERVICE=web PORT=::8080-:80 build", "smol run -p")]
    [InlineData("SERVICE=web KDIST=./k build", "smol fetch kernel")]
    [InlineData("SERVICE=web BASE=x base", "smol build SERVICE")]
    [InlineData("SERVICE=web BUILDARGS=a=b build", "NAME=value")]
    [InlineData("kernfetch BIOSKERNEL=netbsd-GENERIC", "BIOSKERNEL")]
    [InlineData("fetchall", "smol fetch all SERVICE")]
    [InlineData("build -y -t v1 MOUNTRO=y ./Dockerfile.web", "Dockerfile.web")]
    public void What_is_said_in_another_way_is_answered_with_it(string line, string now)
    {
        File.WriteAllText(_smol["Dockerfile.web"], "FROM base\n");
        SmolResult result = _smol.Run(line.Split(' '));

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains(now, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_wins_over_a_file_of_its_name()
    {
        File.WriteAllText(_smol["web"], "FROM base\n");

        Assert.Equal("web-amd64:latest\n", _smol.MustRun("build", "web"));
        Assert.Equal(1, _smol.Run("build", "./web").Code);
    }
}
