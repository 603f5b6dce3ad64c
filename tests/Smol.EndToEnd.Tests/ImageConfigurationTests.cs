using System.Text.Json;

namespace Smol.EndToEnd.Tests;

/// <summary>Images keep how they are run and how they were made, and images that are made from them go on from there.</summary>
public sealed class ImageConfigurationTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public ImageConfigurationTests()
    {
        File.WriteAllText(_smol["a.txt"], new string('a', 5000));
        Write("front.smol", """
            FROM scratch
            LABEL smolbsd.guest=linux smolbsd.imgsize=16 smolbsd.mem=64 smolbsd.use_pty=y team=web
            ENV A=one B="two words" PATH=/opt
            WORKDIR /srv
            USER 7:13
            EXPOSE 80 53/udp 8080:81
            VOLUME /data
            STOPSIGNAL SIGQUIT
            HEALTHCHECK --interval=1m30s --retries=2 CMD ["/bin/check", "it"]
            SHELL ["/bin/ash", "-ec"]
            ONBUILD COPY a.txt /by-trigger
            COPY a.txt .
            ENTRYPOINT ["/bin/serve"]
            CMD ["--port", "80"]
            """);
        _smol.MustRun("build", "front.smol");
    }

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Inspect_shows_the_configuration_with_the_names_of_OCI()
    {
        JsonElement config = Inspect("front").GetProperty("config");

        Assert.Equal(["A=one", "B=two words", "PATH=/opt"], Texts(config, "Env"));
        Assert.Equal(["/bin/serve"], Texts(config, "Entrypoint"));
        Assert.Equal(["--port", "80"], Texts(config, "Cmd"));
        Assert.Equal("/srv", config.GetProperty("WorkingDir").GetString());
        Assert.Equal("7:13", config.GetProperty("User").GetString());
        Assert.Equal(["80/tcp", "53/udp", "81/tcp"], config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name));
        Assert.Equal("/data", config.GetProperty("Volumes").EnumerateObject().Single().Name);
        Assert.Equal("SIGQUIT", config.GetProperty("StopSignal").GetString());
        Assert.Equal(90_000_000_000, config.GetProperty("Healthcheck").GetProperty("Interval").GetInt64());
        Assert.Equal(["CMD", "/bin/check", "it"], Texts(config.GetProperty("Healthcheck"), "Test"));
        Assert.Equal(["/bin/ash", "-ec"], Texts(config, "Shell"));
        Assert.Equal("web", config.GetProperty("Labels").GetProperty("team").GetString());
        Assert.Equal(64, Inspect("front").GetProperty("machine").GetProperty("memoryMiB").GetInt32());
    }

    [Fact]
    public void What_is_made_from_an_image_goes_on_from_its_configuration()
    {
        Write("derived.smol", """
            FROM front
            ENV A=three C="$B"
            WORKDIR below
            LABEL more=yes smolbsd.mem=96
            EXPOSE 443
            CMD exec me
            """);
        _smol.MustRun("build", "derived.smol");
        JsonElement image = Inspect("derived");
        JsonElement config = image.GetProperty("config");

        Assert.Equal(["B=two words", "PATH=/opt", "A=three", "C=two words"], Texts(config, "Env"));
        Assert.Equal(["/bin/serve"], Texts(config, "Entrypoint"));
        Assert.Equal(["/bin/ash", "-ec", "exec me"], Texts(config, "Cmd"));
        Assert.Equal("/srv/below", config.GetProperty("WorkingDir").GetString());
        Assert.Equal(["80/tcp", "53/udp", "81/tcp", "443/tcp"], config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name));
        Assert.Equal("web yes", $"{config.GetProperty("Labels").GetProperty("team")} {config.GetProperty("Labels").GetProperty("more")}");
        Assert.False(config.TryGetProperty("OnBuild", out _));
        Assert.Equal(5000, _smol.MustRun("image", "cat", "derived:/by-trigger").Length);
        string rc = _smol.MustRun("image", "cat", "derived:/etc/rc");
        Assert.Contains("export C='two words'", rc, StringComparison.Ordinal);
        Assert.Contains("set -- '/bin/ash' '-ec' 'exec me'", rc, StringComparison.Ordinal);
        Assert.Contains("set -- '/bin/serve' \"$@\"", rc, StringComparison.Ordinal);

        // What its machines have: the label's memory, the ports and the terminal of the base.
        Assert.Equal(96, image.GetProperty("machine").GetProperty("memoryMiB").GetInt32());
        Assert.Equal("tcp:127.0.0.1:8080-:81", Texts(image.GetProperty("machine"), "ports").Single());
        Assert.True(image.GetProperty("machine").GetProperty("usesPty").GetBoolean());
    }

    [Fact]
    public void An_entry_point_takes_the_command_of_the_base_away()
    {
        Write("derived.smol", "FROM front\nENTRYPOINT [\"/bin/other\"]\n");
        _smol.MustRun("build", "derived.smol");

        Assert.False(Inspect("derived").GetProperty("config").TryGetProperty("Cmd", out _));
        Assert.DoesNotContain("--port", _smol.MustRun("image", "cat", "derived:/etc/rc"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rc_of_a_base_that_says_no_command_stays()
    {
        File.WriteAllText(_smol["rc"], "#!/bin/sh\necho mine\n");
        Write("own.smol", "FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=16\nCOPY rc /etc/rc\n");
        Write("derived.smol", "FROM own\nCOPY a.txt /\n");
        _smol.MustRun("build", "own.smol");
        _smol.MustRun("build", "derived.smol");

        Assert.Equal("#!/bin/sh\necho mine\n", _smol.MustRun("image", "cat", "derived:/etc/rc"));
    }

    [Fact]
    public void An_image_is_no_smaller_than_its_base_where_no_size_is_said()
    {
        Write("large.smol", "FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=600\nCOPY a.txt /\n");
        Write("derived.smol", "FROM large\nCOPY a.txt /b.txt\n");
        _smol.MustRun("build", "large.smol");
        _smol.MustRun("build", "derived.smol");

        Assert.Equal(Inspect("large").GetProperty("size").GetInt64(), Inspect("derived").GetProperty("size").GetInt64());
    }

    [Fact]
    public void History_tells_the_steps_with_their_sizes_those_of_the_base_first()
    {
        Write("derived.smol", "FROM front\nCOPY a.txt /more\n");
        _smol.MustRun("build", "derived.smol");
        using JsonDocument json = JsonDocument.Parse(_smol.MustRun("history", "--format", "json", "derived"));
        JsonElement[] steps = [.. json.RootElement.EnumerateArray().Reverse()];
        string[] texts = [.. steps.Select(step => step.GetProperty("createdBy").GetString()!)];

        Assert.Equal("WORKDIR /srv", texts[2]);
        Assert.Equal("ONBUILD COPY a.txt /by-trigger", texts[9]);
        Assert.Equal(["COPY a.txt /by-trigger", "COPY a.txt /more"], texts[^3..^1]);
        Assert.Equal([0L, 5000, 5000], [.. new[] { 9, 10, texts.Length - 2 }.Select(index => steps[index].GetProperty("size").GetInt64())]);
        Assert.True(steps[^2].GetProperty("seconds").GetDouble() >= 0);
        Assert.Equal(Inspect("derived").GetProperty("created").GetDateTimeOffset(), steps[^1].GetProperty("created").GetDateTimeOffset());
        Assert.Equal(Inspect("front").GetProperty("created").GetDateTimeOffset(), steps[10].GetProperty("created").GetDateTimeOffset());

        string[] lines = _smol.MustRun("history", "derived").Split('\n');
        Assert.StartsWith("CREATED", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("COPY a.txt /more", StringComparison.Ordinal) && line.Contains("4.9 KiB", StringComparison.Ordinal));
        Assert.Contains("…", _smol.MustRun("history", "derived"), StringComparison.Ordinal);
        Assert.Contains("smolbsd.use_pty=y team=web\n", _smol.MustRun("history", "-q", "--no-trunc", "derived"), StringComparison.Ordinal);
    }

    [Fact]
    public void History_of_a_service_tells_sets_and_overlays()
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        Directory.CreateDirectory(_smol["service/common"]);
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/common/basicrc"], "#\n");
        File.WriteAllText(_smol["service/web/postinst/one.sh"], "echo 12345 >made\n");
        File.WriteAllText(_smol["service/web/options.mk"], $"GUEST=linux\nSETS={_smol["a.tar"]}\n");
        TestSupport.Oracle.MustRun("tar", "-C", _smol.Folder, "-cf", _smol["a.tar"], "a.txt");
        _smol.MustRun("build", "./service/web");
        using JsonDocument json = JsonDocument.Parse(_smol.MustRun("history", "--format", "json", "web"));
        (string, long)[] steps = [.. json.RootElement.EnumerateArray().Reverse().Select(step => (step.GetProperty("createdBy").GetString()!, step.GetProperty("size").GetInt64()))];

        Assert.Equal(("set a.tar", 5000), steps[0]);
        Assert.Equal(("overlay common /etc/include", 2), steps[2]);
        Assert.Equal(("postinst one.sh", 6), steps[^1]);
        Assert.Equal(["overlay etc /etc", "files that every image has"], [steps[1].Item1, steps[3].Item1]);
    }

    [Fact]
    public void Images_are_listed_by_their_labels_and_names()
    {
        Write("other.smol", "FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=16 team=db\nCOPY a.txt /\n");
        _smol.MustRun("build", "other.smol", "-t", "v1");

        Assert.Equal(2, _smol.MustRun("images", "-q").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(2, _smol.MustRun("images", "-q", "--filter", "label=team").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("other-", _smol.MustRun("images", "-q", "--filter", "label=team=db"), StringComparison.Ordinal);
        Assert.StartsWith("front-", _smol.MustRun("images", "-q", "--filter", "reference=front"), StringComparison.Ordinal);
        Assert.Equal("", _smol.MustRun("images", "-q", "--filter", "reference=other:latest"));
        Assert.Contains("is not a filter", _smol.Run("images", "--filter", "nonsense").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_behind_two_dashes_is_for_the_entry_point()
    {
        using var guest = new LinuxGuest();
        File.WriteAllText(guest.Smol["job.smol"], """
            FROM busybox-static
            LABEL guest=linux imgsize=16
            ENTRYPOINT ["/bin/sh", "-c", "echo \"got <$0> <$*>\"; exit $#"]
            CMD ["default"]
            """);
        guest.Smol.MustRun("build", "job.smol", "--sets", DebianPackages.Folder);

        SmolResult usual = guest.Smol.Run("run", "--rm", "job");
        Assert.Contains("got <default> <>", usual.Output, StringComparison.Ordinal);
        Assert.Equal(0, usual.Code);
        SmolResult other = guest.Smol.Run("run", "--rm", "job", "--", "a b", "$c", "it's");
        Assert.Contains("got <a b> <$c it's>", other.Output, StringComparison.Ordinal);
        Assert.Equal(2, other.Code);
    }

    [Fact]
    public void Exposed_ports_are_published_when_all_are_asked_for()
    {
        using var guest = new LinuxGuest();
        File.WriteAllText(guest.Smol["web.smol"], "FROM busybox-static\nLABEL guest=linux imgsize=16\nEXPOSE 80 7000-7001/udp 18099:81\nCMD [\"true\"]\n");
        guest.Smol.MustRun("build", "web.smol", "--sets", DebianPackages.Folder);

        string usual = guest.Smol.MustRun("run", "-v", "web");
        Assert.Contains("hostfwd=tcp:127.0.0.1:18099-:81", usual, StringComparison.Ordinal);
        Assert.DoesNotContain("-:80", usual, StringComparison.Ordinal);
        string all = guest.Smol.MustRun("run", "-v", "--publish-all", "web");
        foreach (string forward in (string[])["hostfwd=tcp:127.0.0.1:18099-:81", "-:80", "-:7000", "-:7001"])
            Assert.Contains(forward, all, StringComparison.Ordinal);
        Assert.Equal(4, all.Split("hostfwd=").Length - 1);
    }

    private JsonElement Inspect(string image)
    {
        using JsonDocument json = JsonDocument.Parse(_smol.MustRun("inspect", image));
        return json.RootElement[0].Clone();
    }

    private static string[] Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private void Write(string name, string text) => File.WriteAllText(_smol[name], text);
}
