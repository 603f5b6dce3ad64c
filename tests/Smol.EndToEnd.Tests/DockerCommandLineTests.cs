using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>What people type behind <c>docker build</c>, typed behind <c>smol build</c>.</summary>
public sealed class DockerCommandLineTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public DockerCommandLineTests()
    {
        File.WriteAllText(_smol["a.txt"], "a\n");
        File.WriteAllText(_smol["Dockerfile"], "FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=16 kept=yes\nARG WORD=none\nCOPY a.txt /\nCOPY <<EOF /word\n$WORD\nEOF\nCMD [\"/a.txt\"]\n");
    }

    public void Dispose()
    {
        _smol.Run("rm", "-f", "--all");
        _smol.Dispose();
    }

    [Fact]
    public void An_image_is_called_by_its_tags_and_labelled()
    {
        string name = _smol.MustRun("build", "-q", "-t", "web", "-t", "site:2", "--label", "x=1=2", "--label", "kept=no", "--label", "bare", "--rm", "--force-rm", "--load", "--build-arg", "WORD=given", "--progress", "plain", ".");
        Assert.Equal($"web-{Architecture}:latest\n", name);
        string inspected = _smol.MustRun("inspect", "web");
        foreach (string label in (string[])["\"x\": \"1=2\"", "\"kept\": \"no\"", "\"bare\": \"\""])
            Assert.Contains(label, inspected, StringComparison.Ordinal);
        Assert.Equal("given\n", _smol.MustRun("image", "cat", "site:2:/word"));
        Assert.Contains("LABEL x=1=2", _smol.MustRun("history", "site:2"), StringComparison.Ordinal);
        // An image that there is gets all names, too.
        SmolResult again = _smol.Run("build", "-t", "web", "-t", "third:3", "--label", "x=1=2", "--label", "kept=no", "--label", "bare", "--build-arg", "WORD=given", ".");
        Assert.Contains("CACHED", again.Errors, StringComparison.Ordinal);
        Assert.Equal("given\n", _smol.MustRun("image", "cat", "third:3:/word"));
    }

    [Theory]
    [InlineData("--label", "a=b")]
    [InlineData("--add-host", "a:192.0.2.1")]
    [InlineData("--no-cache-filter", "a")]
    [InlineData("--platform", "linux/arm64")]
    [InlineData("--check")]
    public void What_says_something_of_a_file_is_refused_for_a_service(params string[] option)
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        SmolResult build = _smol.Run(["build", "web", .. option]);
        Assert.Equal(1, build.Code);
        Assert.Contains($"{option[0]} is for SMOLerfiles, and this is a service", build.Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
    }

    [Fact]
    public void Quiet_is_quiet_and_tells_errors()
    {
        Assert.Equal("", _smol.Run("build", "-q", "-t", "web", ".").Errors);
        File.Delete(_smol["a.txt"]);
        SmolResult failed = _smol.Run("build", "--progress", "quiet", "-t", "web", ".");
        Assert.Equal(1, failed.Code);
        Assert.Contains("'a.txt' is not in .", failed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_build_writes_beside_its_file_is_not_in_the_context()
    {
        File.WriteAllText(_smol["all.smol"], "FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=16\nCOPY . /all/\nCMD [\"/x\"]\n");
        _smol.MustRun("build", "all.smol");
        Assert.True(File.Exists(_smol["all.smol.lock"]));
        Assert.Contains("CACHED", _smol.Run("build", "all.smol").Errors, StringComparison.Ordinal);
        _smol.MustRun("build", "all.smol", "--no-cache");
        Assert.Equal(0, _smol.Run("image", "stat", "all:/all/all.smol").Code);
        Assert.NotEqual(0, _smol.Run("image", "stat", "all:/all/all.smol.lock").Code);
        File.CreateSymbolicLink(_smol["dangling"], "nowhere");
        File.WriteAllText(_smol["all.smol"], "FROM scratch\nLABEL smolbsd.guest=linux\nCOPY dangling /\n");
        Assert.Contains("is a symbolic link to 'nowhere'", _smol.Run("build", "all.smol").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_may_come_over_standard_input()
    {
        (int code, _, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", $"cat Dockerfile | SMOL_HOME={_smol.Home} {SmolProgram.Binary} build -f - -t piped .");
        Assert.True(code == 0, errors);
        Assert.Equal("a\n", _smol.MustRun("image", "cat", "piped:/a.txt"));
        (code, _, errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", $"echo FORM x | SMOL_HOME={_smol.Home} {SmolProgram.Binary} build -f - -t piped .");
        Assert.Equal(1, code);
        Assert.Contains("-:1:1", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--platform linux/386", 0, "")]
    [InlineData("--platform netbsd/amd64", 1, "the image is for linux, not for netbsd")]
    [InlineData("--platform a/b/c/d", 1, "is no platform")]
    [InlineData("--check", 0, "")]
    [InlineData("--pull", 0, "--pull has nothing to pull")]
    [InlineData("--push", 1, "--push is docker's: there is no registry in this version")]
    [InlineData("--ulimit nofile=1024", 1, "a step has a machine of its own")]
    [InlineData("--build-context x=y", 1, "there is one context")]
    [InlineData("--label =x", 1, "labels are given as NAME=VALUE")]
    [InlineData("--label smolbsd.imgsze=64", 1, "--label:1:1")]
    [InlineData("--add-host nowhere", 1, "hosts are given as NAME:ADDRESS")]
    [InlineData("--build-arg UNUSED=1", 0, "no ARG asks for the build argument UNUSED")]
    public void An_option_of_docker_means_the_same_or_is_answered(string options, int code, string answer)
    {
        SmolResult build = _smol.Run(["build", "-t", "web", .. options.Split(' '), "."]);
        Assert.Equal(code, build.Code);
        Assert.Contains(answer, build.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_see_hosts_that_the_image_does_not_have_and_one_stage_is_built_again()
    {
        _smol.MustRun(["kernel", "import", .. DebianPackages.Files]);
        File.WriteAllText(_smol["hosts"], "1.2.3.4 own\n");
        File.WriteAllText(_smol["job.smol"], "FROM busybox-static AS one\nLABEL guest=linux imgsize=64\nCOPY hosts /etc/\nRUN cat /proc/sys/kernel/random/uuid >/one\nFROM one AS two\nRUN cat /etc/hosts >/seen; cat /proc/sys/kernel/random/uuid >/two\nCMD true\n");
        string[] words = ["build", "job.smol", "--sets", DebianPackages.Folder, "--add-host", "db:10.9.8.7", "--add-host", "up=host-gateway"];
        _smol.MustRun(words);
        Assert.Equal("1.2.3.4 own\n10.9.8.7 db\n10.0.2.2 up\n", _smol.MustRun("image", "cat", "job:/seen"));
        Assert.Equal("1.2.3.4 own\n", _smol.MustRun("image", "cat", "job:/etc/hosts"));
        (string one, string two) = (_smol.MustRun("image", "cat", "job:/one"), _smol.MustRun("image", "cat", "job:/two"));
        _smol.MustRun([.. words, "--no-cache-filter", "two"]);
        Assert.Equal(one, _smol.MustRun("image", "cat", "job:/one"));
        Assert.NotEqual(two, _smol.MustRun("image", "cat", "job:/two"));
    }

    private static string Architecture => System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "evbarm-aarch64" : "amd64";
}
