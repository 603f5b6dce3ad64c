using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>SMOLerfiles whose images keep only what is needed.</summary>
public sealed class MinimisedSmolerfileTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void What_the_label_and_the_command_name_stays_with_what_the_file_lays_and_the_rest_goes()
    {
        MakeSet();
        Write("web.smol", $"""
            FROM {_smol["base.tar"]}
            LABEL smolbsd.guest=linux smolbsd.minimize=y smolbsd.keep="/usr/bin/v* zoneinfo /nowhere"
            ENV PATH=/usr/bin:/bin
            COPY own /srv/own
            HEALTHCHECK CMD ["date"]
            CMD while true; do awk -f /srv/own; done
            """);
        SmolResult build = _smol.Run("build", "web.smol");

        Assert.True(build.Code == 0, build.Errors);
        Assert.Contains("web.smol:2:", build.Errors, StringComparison.Ordinal);
        Assert.Contains("not in the image: /nowhere", build.Errors, StringComparison.Ordinal);
        Assert.Matches(@"minimised: \d+ of \d+ files stay, ", build.Errors);
        Assert.Contains("gone: /usr/share 5.9 KiB, /usr/bin ", build.Errors, StringComparison.Ordinal);
        string tree = _smol.MustRun("image", "tree", "web");
        foreach (string kept in (string[])["vi", "awk", "date", "own", "Paris"])
            Assert.Contains($" {kept}\n", tree, StringComparison.Ordinal);
        foreach (string gone in (string[])["book", "troff", "vt100"])
            Assert.DoesNotContain(gone, tree, StringComparison.Ordinal);
        using JsonDocument history = JsonDocument.Parse(_smol.MustRun("history", "--format", "json", "web"));
        Assert.Equal("minimise", history.RootElement[0].GetProperty("createdBy").GetString());
        Assert.True(history.RootElement[0].GetProperty("size").GetInt64() <= -6000);
        Assert.Equal("", _smol.MustRun("image", "fsck", "web"));
    }

    [Theory]
    [InlineData("/usr/bin/vi", "/usr/bin/vi: named by web.smol:2:")]
    [InlineData("/usr/bin/awk", "/usr/bin/awk: named by CMD\n")]
    [InlineData("/usr/bin/date", "/usr/bin/date: named by HEALTHCHECK\n")]
    [InlineData("/srv/own", "/srv/own: laid by the service\n")]
    public void Why_tells_the_reason_and_makes_no_image(string path, string answer)
    {
        MakeSet();
        Write("web.smol", $"FROM {_smol["base.tar"]}\nLABEL guest=linux minimize=y keep=/usr/bin/vi\nENV PATH=/usr/bin:/bin\nCOPY own /srv/own\nHEALTHCHECK CMD date\nCMD [\"awk\"]\n");

        Assert.StartsWith(answer, _smol.MustRun("build", "web.smol", "--why", path), StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
    }

    [Fact]
    public void Without_minimize_the_label_is_a_warning_and_all_stays()
    {
        MakeSet();
        Write("web.smol", $"FROM {_smol["base.tar"]}\nLABEL guest=linux imgsize=16 keep=/usr/bin/vi\nCMD [\"/bin/sh\"]\n");
        SmolResult build = _smol.Run("build", "web.smol");

        Assert.Contains("web.smol:2:30: warning: the label keep has no effect", build.Errors, StringComparison.Ordinal);
        Assert.Contains("book", _smol.MustRun("image", "tree", "web"), StringComparison.Ordinal);
        Assert.Contains("is not minimised", _smol.Run("build", "web.smol", "--why", "/bin/sh").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_guest_read_and_did_not_change_goes_too_and_the_image_runs()
    {
        _smol.MustRun(["kernel", "import", .. Directory.GetFiles(DebianPackages.Folder, "*.deb")]);
        MakeSet("usr");
        Write("job.smol", $"""
            FROM busybox-static,{_smol["base.tar"]}
            LABEL guest=linux minimize=+8 keep=/usr/bin/vi
            RUN cat /usr/share/book >/dev/null && mkdir /srv && echo made >/srv/made && touch /usr/share/man/troff && echo x >>/usr/bin/date
            CMD ["/bin/sh", "-c", "cat /srv/made; exit 5"]
            """);
        SmolResult build = _smol.Run("build", "job.smol", "--sets", DebianPackages.Folder);

        Assert.True(build.Code == 0, build.Errors);
        string tree = _smol.MustRun("image", "tree", "job");
        Assert.Contains(" made\n", tree, StringComparison.Ordinal);
        Assert.Contains(" date\n", tree, StringComparison.Ordinal);
        Assert.DoesNotContain("troff", tree, StringComparison.Ordinal);
        Assert.DoesNotContain("book", tree, StringComparison.Ordinal);
        SmolResult run = _smol.Run("run", "--rm", "job");
        Assert.Contains("made", run.Output, StringComparison.Ordinal);
        Assert.Equal(5, run.Code);
    }

    private void MakeSet(params string[] parts)
    {
        foreach ((string path, int size) in ((string, int)[])[("sbin/init", 4), ("bin/sh", 4), ("usr/bin/awk", 3), ("usr/bin/vi", 2), ("usr/bin/date", 4), ("usr/bin/ed", 2), ("usr/share/book", 5000), ("usr/share/man/troff", 1000), ("usr/share/misc/terminfo/vt100", 9), ("usr/share/zoneinfo/Paris", 5)])
            Write("tree/" + path, new string('x', size));
        Write("own", "own");
        Oracle.MustRun("tar", ["-C", _smol["tree"], "--mode=755", "-cf", _smol["base.tar"], .. parts is [] ? ["sbin/init", "bin/sh", "usr"] : parts]);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_smol[name])!);
        File.WriteAllText(_smol[name], text);
    }
}
