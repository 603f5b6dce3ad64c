using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>SMOLerfiles become images: in memory, and in a guest of Debian's kernel and busybox under TCG.</summary>
public sealed class SmolerfileBuildTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public SmolerfileBuildTests()
    {
        File.WriteAllText(_smol["a.txt"], "a\n");
        File.WriteAllText(_smol["b.txt"], "b\n");
    }

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void What_needs_no_guest_is_composed_in_memory()
    {
        Directory.CreateDirectory(_smol["site/css"]);
        File.WriteAllText(_smol["site/css/x.css"], "x\n");
        File.WriteAllText(_smol["site/notes.md"], "notes\n");
        Oracle.MustRun("tar", "-C", _smol.Folder, "-czf", _smol["site.tgz"], "site");
        Write("web.smol", """
            FROM scratch AS files
            COPY site /made/
            FROM scratch
            LABEL smolbsd.guest=linux smolbsd.imgsize=16
            COPY --chown=7:13 --chmod=u=rw,go= *.txt /srv/
            COPY a.txt /srv/renamed
            COPY --exclude=*.md site /site
            COPY --from=files /made/css/x.css /from/
            ADD site.tgz /unpacked/
            COPY <<EOF /etc/motd
            hello
            EOF
            WORKDIR /srv/place
            CMD ["/bin/true"]
            """);
        _smol.MustRun("build", "web.smol");

        Assert.Equal("a\n", _smol.MustRun("image", "cat", "web:/srv/renamed"));
        Assert.Equal("x\n", _smol.MustRun("image", "cat", "web:/site/css/x.css"));
        Assert.Equal("x\n", _smol.MustRun("image", "cat", "web:/from/x.css"));
        Assert.Equal("x\n", _smol.MustRun("image", "cat", "web:/unpacked/site/css/x.css"));
        Assert.Equal("hello\n", _smol.MustRun("image", "cat", "web:/etc/motd"));
        Assert.NotEqual(0, _smol.Run("image", "cat", "web:/site/notes.md").Code);
        Assert.Contains("\"mode\": \"0600\"", _smol.MustRun("image", "stat", "web:/srv/b.txt", "--format", "json"), StringComparison.Ordinal);
        Assert.Contains("\"userId\": 7", _smol.MustRun("image", "stat", "web:/srv/b.txt", "--format", "json"), StringComparison.Ordinal);
        Assert.Contains("cd '/srv/place'", _smol.MustRun("image", "cat", "web:/etc/rc"), StringComparison.Ordinal);
        Assert.Equal("", _smol.MustRun("image", "fsck", "web"));
    }

    [Theory]
    [InlineData("COPY nowhere.txt /", "'nowhere.txt' is not in .")]
    [InlineData("COPY --chown=nobody a.txt /", "'nobody' is no user")]
    [InlineData("USER nobody", "make the user before")]
    [InlineData("RUN true", "there is no system in the image")]
    public void What_can_t_be_done_is_said_with_its_place_and_no_image_is_made(string instruction, string message)
    {
        Write("web.smol", $"FROM scratch\nLABEL smolbsd.guest=linux\n{instruction}\n");
        SmolResult result = _smol.Run("build", "web.smol");

        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Contains("web.smol:3", result.Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
    }

    [Fact]
    public void Steps_run_in_a_guest_and_the_workload_ends_with_its_own_code()
    {
        ImportKernel();
        Write("job.smol", """
            FROM busybox-static
            LABEL guest=linux imgsize=64
            ENV GREETING="it's  \$5 \"quoted\""
            WORKDIR /srv
            COPY a.txt .
            RUN printf '%s' "$GREETING" >greeting && cat a.txt >copy
            RUN --mount=type=secret,id=token cat /run/secrets/token >length && echo app:x:1000:1000::/:/bin/sh >>/etc/passwd
            USER app
            RUN id -u >/tmp/id; touch /srv/denied || echo refused
            USER root
            RUN ls -A / >/srv/root
            USER app
            CMD ["/bin/sh", "-c", "echo \"$GREETING in $PWD as $(id -u)\"; exit 7"]
            """);
        File.WriteAllText(_smol["token"], "abc");
        SmolResult build = _smol.Run("build", "job.smol", "--sets", DebianPackages.Folder, "--secret", "id=token,src=token");

        Assert.True(build.Code == 0, build.Errors);
        Assert.Contains("refused", build.Errors, StringComparison.Ordinal);
        Assert.Equal("it's  $5 \"quoted\"", _smol.MustRun("image", "cat", "job:/srv/greeting"));
        Assert.Equal("a\n", _smol.MustRun("image", "cat", "job:/srv/copy"));
        Assert.NotEqual(0, _smol.Run("image", "cat", "job:/run/secrets/token").Code);
        Assert.NotEqual(0, _smol.Run("image", "cat", "job:/.smol/driver").Code);
        Assert.Equal("", _smol.MustRun("image", "fsck", "job"));
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_smol.Home, "cache"), "build-*"));

        // The shell, smol and the shell again write to one file.
        Oracle.RunIn(_smol.Folder, "sh", "-c", $"(echo before; SMOL_HOME={_smol.Home} {SmolProgram.Binary} run --rm job; echo $?) >out.txt 2>errors.txt");
        string[] lines = File.ReadAllLines(_smol["out.txt"]);
        Assert.Equal("before", lines[0]);
        Assert.Contains("it's  $5 \"quoted\" in /srv as 1000", lines);
        Assert.Equal("7", lines[^1]);
    }

    [Theory]
    [InlineData(null, "USR1", 5)]
    [InlineData("sigusr2", "USR2", 6)]
    public async Task The_signal_that_stops_it_is_the_image_s_or_the_command_line_s(string? asked, string heard, int code)
    {
        ImportKernel();
        Write("job.smol", """
            FROM busybox-static
            LABEL guest=linux imgsize=64
            STOPSIGNAL SIGUSR1
            CMD ["/bin/sh", "-c", "trap 'echo got USR1; exit 5' USR1; trap 'echo got USR2; exit 6' USR2; trap 'echo got TERM; exit 7' TERM; echo listening; while :; do sleep 0.1; done"]
            """);
        _smol.MustRun("build", "job.smol", "--sets", DebianPackages.Folder);
        _smol.MustRun(["run", "-d", "--name", "job", .. asked is null ? Array.Empty<string>() : ["--stop-signal", asked], "job"]);
        await DummyGuest.UntilAsync(() => _smol.MustRun("logs", "job").Contains("listening", StringComparison.Ordinal));
        _smol.MustRun("stop", "job");

        Assert.Contains($"got {heard}", _smol.MustRun("logs", "job"), StringComparison.Ordinal);
        Assert.Equal($"{code}\n", _smol.MustRun("wait", "job"));
    }

    [Fact]
    public void A_step_that_fails_ends_the_build_with_its_lines_and_its_code()
    {
        ImportKernel();
        Write("job.smol", "FROM busybox-static\nLABEL guest=linux imgsize=64\nRUN echo the reason; exit 9\nRUN echo never\n");
        SmolResult build = _smol.Run("build", "job.smol", "--sets", DebianPackages.Folder);

        Assert.Equal(1, build.Code);
        Assert.Contains("job.smol:3:1: RUN echo the reason; exit 9: ended with exit code 9; its last lines:\nthe reason\n", build.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("never\n", build.Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Fact]
    public void A_step_that_hangs_is_ended_by_the_timeout()
    {
        ImportKernel();
        Write("job.smol", "FROM busybox-static\nLABEL guest=linux imgsize=64\nRUN echo begun; sleep 1000\n");
        SmolResult build = _smol.Run("build", "job.smol", "--sets", DebianPackages.Folder, "--timeout", "20");

        Assert.Equal(1, build.Code);
        Assert.Contains("the guest still ran after 20 s", build.Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Theory]
    [InlineData("none", "", "no way out")]
    [InlineData("default", "", "a way out")]
    [InlineData("default", "--network=none ", "no way out")]
    public void Steps_have_the_network_that_the_command_line_and_they_say(string network, string flag, string expected)
    {
        ImportKernel();
        Write("job.smol", $"FROM busybox-static\nLABEL guest=linux imgsize=64\nRUN {flag}ip route | grep default && echo 'a way out' || echo 'no way out'\n");
        SmolResult build = _smol.Run("build", "job.smol", "--sets", DebianPackages.Folder, "--network", network);
        Assert.Contains($"\n{expected}\n", build.Errors, StringComparison.Ordinal);
        Assert.Equal(network == "none" || flag.Length > 0, _smol.Run("build", "job.smol", "--sets", DebianPackages.Folder, "--network=none").Errors.Contains("CACHED", StringComparison.Ordinal));
    }

    [Fact]
    public void The_network_of_the_host_is_refused_with_the_reason()
    {
        Write("web.smol", "FROM scratch\nLABEL guest=linux\n");
        SmolResult build = _smol.Run("build", "--network", "host", "web.smol");
        Assert.Equal(1, build.Code);
        Assert.Contains("--network host: a guest has a kernel of its own", build.Errors, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(_smol[name], text);

    private void ImportKernel() => _smol.MustRun(["kernel", "import", .. Directory.GetFiles(DebianPackages.Folder, "*.deb")]);
}
