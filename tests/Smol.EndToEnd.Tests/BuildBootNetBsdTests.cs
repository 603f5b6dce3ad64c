namespace Smol.EndToEnd.Tests;

/// <summary>RUN steps and scripts of services in a real NetBSD; had where <see cref="NetBsdGuestTests"/> is.</summary>
public sealed class BuildBootNetBsdTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly (string Kernel, string Sets) _netBsd = NetBsdGuestTests.Inputs();

    public BuildBootNetBsdTests()
    {
        Directory.CreateDirectory(_smol["kernels"]);
        File.CreateSymbolicLink(_smol["kernels/netbsd-SMOL"], _netBsd.Kernel);
    }

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("ffs")]
    [InlineData("ext2")]
    public void Steps_run_as_they_do_with_docker_and_the_filesystem_is_clean(string filesystem)
    {
        File.WriteAllText(_smol["token"], "abc");
        Write($$"""
            FROM base,etc
            LABEL imgsize=256 addpkgs= fs={{filesystem}}
            ENV GREETING="it's  \$5 \"quoted\"" TWO=second
            WORKDIR /srv
            RUN printf '%s' "$GREETING" >greeting && pwd >where && env | grep -v PWD | sort >environment
            RUN --mount=type=secret,id=token cat /run/secrets/token >length && echo 'app:*:1000:1000::0:0::/:/bin/sh' >>/etc/master.passwd && pwd_mkdb -p /etc/master.passwd
            USER app
            RUN id >/tmp/id; touch /srv/denied || echo refused
            USER root
            RUN <<END
            for i in 1 2 3; do echo "line $i"; done >/srv/heredoc
            read line || echo "no input"
            END
            RUN ["/bin/sh", "-c", "echo \"$1\" >words; sh -c 'kill -9 $$' || echo killed $?", "sh", "a  b"]
            RUN sleep 300 & exec 3>/srv/open; echo left
            CMD ["/bin/sh", "-c", "echo \"$GREETING in $PWD\"; [ {{filesystem}} = ext2 ] || fsck_ffs -fn /dev/r$(sysctl -n kern.root_device); echo fsck $?; exit 7"]
            """);
        SmolResult build = Build("--secret", "id=token,src=token");

        Assert.True(build.Code == 0, build.Errors);
        foreach (string said in (string[])["\nrefused\n", "\nno input\n", "\nkilled 137\n", "\nleft\n"])
            Assert.Contains(said, build.Errors, StringComparison.Ordinal);
        Assert.Equal("it's  $5 \"quoted\"", Read("/srv/greeting"));
        Assert.Equal("/srv\n", Read("/srv/where"));
        Assert.Matches("^GREETING=it's  \\$5 \"quoted\"\nPATH=[^\n]*\nTWO=second\n$", Read("/srv/environment"));
        Assert.Equal("abc", Read("/srv/length"));
        Assert.StartsWith("uid=1000(app) gid=1000", Read("/tmp/id"), StringComparison.Ordinal);
        Assert.Equal("line 1\nline 2\nline 3\n", Read("/srv/heredoc"));
        Assert.Equal("a  b\n", Read("/srv/words"));
        Assert.Equal("", _smol.MustRun("image", "fsck", "job"));
        Assert.NotEqual(0, _smol.Run("image", "cat", "job:/run/secrets/token").Code);
        Assert.NotEqual(0, _smol.Run("image", "ls", "job:/.smol").Code);
        SmolResult run = _smol.Run("run", "--rm", "--accel", "tcg", "job");
        Assert.Matches("it's  \\$5 \"quoted\" in /srv\r?\n", run.Output);
        Assert.Matches("(?m)^fsck 0\r?$", run.Output);
        Assert.Equal(7, run.Code);
    }

    [Fact]
    public void Commands_of_sailor_conf_run_in_the_guest_before_it_is_minimised()
    {
        string folder = Directory.CreateDirectory(_smol["service/users/etc"]).Parent!.FullName;
        Directory.CreateDirectory(_smol["service/common"]);
        File.WriteAllText(Path.Combine(folder, "etc/rc"), "#!/bin/sh\n/bin/cat /made\n");
        File.WriteAllText(Path.Combine(folder, "options.mk"), "MINIMIZE=y\nIMGSIZE=256\n");
        File.WriteAllText(Path.Combine(folder, "sailor.conf"), "shipbins='/bin/sh /sbin/init /bin/cat'\nsync_dirs=/etc\nrun_at_build=\"/usr/sbin/useradd -m bsd\nuname -s >made\"\n");
        SmolResult build = _smol.Run("build", "users", "--sets", _netBsd.Sets);

        Assert.True(build.Code == 0, build.Errors);
        Assert.Equal("NetBSD\n", _smol.MustRun("image", "cat", "users-amd64:/made"));
        Assert.Contains("\nbsd:", _smol.MustRun("image", "cat", "users-amd64:/etc/passwd"), StringComparison.Ordinal);
        Assert.Equal(0, _smol.Run("image", "stat", "users-amd64:/home/bsd").Code);
        Assert.NotEqual(0, _smol.Run("image", "cat", "users-amd64:/usr/sbin/useradd").Code);
    }

    [Fact]
    public void SmolBSD_s_dialect_has_its_own_quotes_and_makes_users()
    {
        Write("""
            FROM base,etc
            LABEL smolbsd.dialect=smolbsd smolbsd.imgsize=256 smolbsd.addpkgs=
            ENV WHERE=/srv
            RUN x=3; echo "\$x" >/x
            USER maker
            RUN id -un >/tmp/who
            USER root
            """);
        SmolResult build = Build();
        Assert.True(build.Code == 0, build.Errors);
        Assert.Equal("3\n", Read("/x"));
        Assert.Equal("maker\n", Read("/tmp/who"));
    }

    [Theory]
    [InlineData("echo the reason; exit 9", "ended with exit code 9; its last lines:\nbegun\nthe reason\n")]
    [InlineData("kill -9 -1; sleep 100", "the shell that runs the steps was killed; its last lines:\nbegun\n")]
    [InlineData("halt; sleep 100", "the guest was halted; its last lines:\nbegun\n")]
    [InlineData("sysctl -w debug.crashme_enable=1; sysctl -w debug.crashme.panic=1; sleep 100", "the guest's kernel panicked; its last lines:\n")]
    [InlineData("sleep 1000", "the guest still ran after 60 s")]
    [InlineData("kill -9 $$", "ended with exit code 137; its last lines:\nbegun\n")]
    [InlineData("i=0; while [ $i -lt 500 ]; do i=$((i + 1)); echo a line of eighty letters or so, of which there are very many to come, so many; done; exit 4", "ended with exit code 4; its last lines:\na line")]
    [InlineData("dd if=/dev/zero of=/big bs=1m count=400", "'--build-size' gives it more")]
    public void A_step_that_ends_badly_is_named_and_nothing_is_left(string command, string expected)
    {
        Write($"FROM base,etc\nLABEL imgsize=256 addpkgs=\nRUN echo begun; {command}\nRUN echo never\n");
        SmolResult build = Build("--timeout", "60", "--build-size", "64");
        Assert.Equal(1, build.Code);
        Assert.Contains($"job.smol:3:1: RUN echo begun; {command}: ", build.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, build.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("never\n", build.Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Theory]
    [InlineData("", "sandbox")]
    [InlineData("NETBSD_ONLY", "sandbox")]
    [InlineData("", "boot")]
    public void Scripts_of_a_service_run_in_the_guest_where_they_need_one(string mark, string choice)
    {
        string folder = Directory.CreateDirectory(_smol["service/web/postinst"]).Parent!.FullName;
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n. /etc/include/basicrc\ncat /made\n. /etc/include/shutdown\n");
        File.WriteAllText(_smol["service/web/word"], "from the recipe\n");
        if (mark.Length > 0)
            File.WriteAllText(Path.Combine(folder, mark), "");
        File.WriteAllText(_smol["service/web/postinst/10-here.sh"], "uname -s >kernel; echo $SERVICE >../tmp/note\n");
        File.WriteAllText(_smol["service/web/postinst/20-guest.sh"], "set -e\nchroot . /usr/bin/uname -s >made; cat ../service/web/word >>made; mknod zero c 2 12\n");
        SmolResult build = _smol.Run("build", "web", "IMGSIZE=256", "--postinst", choice, "--sets", _netBsd.Sets);

        Assert.True(build.Code == 0, build.Errors);
        Assert.Equal(mark.Length > 0 || choice == "boot" ? "NetBSD\n" : "Linux\n", _smol.MustRun("image", "cat", "web:/kernel"));
        Assert.Equal("NetBSD\nfrom the recipe\n", _smol.MustRun("image", "cat", "web:/made"));
        Assert.Contains("zero", _smol.MustRun("image", "ls", "web:/"), StringComparison.Ordinal);
        Assert.NotEqual(0, _smol.Run("image", "ls", "web:/service").Code);
        Assert.NotEqual(0, _smol.Run("image", "cat", "web:/tmp/note").Code);
        Assert.Equal("", _smol.MustRun("image", "fsck", "web"));
        Assert.Contains("from the recipe", _smol.MustRun("run", "--rm", "--accel", "tcg", "web"), StringComparison.Ordinal);
    }

    private string Read(string path) => _smol.MustRun("image", "cat", "job:" + path);

    private void Write(string text) => File.WriteAllText(_smol["job.smol"], text.ReplaceLineEndings("\n"));

    private SmolResult Build(params string[] options) => _smol.Run(["build", "job.smol", "--sets", _netBsd.Sets, .. options]);
}
