using System.Diagnostics;
using System.Globalization;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>A <c>smol mkimg</c> that fails says why, leaves nothing behind, and harms no image that was there.</summary>
public sealed class MkimgFailureTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public MkimgFailureTests()
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        Directory.CreateDirectory(_smol["root/bin"]);
        Directory.CreateDirectory(_smol["out"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["root/bin/mine"], "mine");
    }

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("-z", "no such option")]
    [InlineData("-m", "needs a value")]
    [InlineData("-mten", "-m ten")]
    [InlineData("extra", "is not expected here")]
    public void Wrong_flags_get_the_usage_on_standard_error(string flag, string word)
    {
        SmolResult result = _smol.Run("mkimg", "-i", "out/my.img", flag);

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("smol mkimg [options]", result.Errors, StringComparison.Ordinal);
        Assert.Contains("-x, --sets", result.Errors, StringComparison.Ordinal);
        Assert.Contains(word, result.Errors.TrimEnd().Split("smol: ")[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_smol["out"]));
    }

    [Fact]
    public void Help_is_a_result()
    {
        SmolResult result = _smol.Run("mkimg", "-h");

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains("-x, --sets", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-snowhere", "no such service")]
    [InlineData("-kno-kernel", "no-kernel")]
    [InlineData("-rno-root", "no-root")]
    [InlineData("-xno/set.tgz", "no/set.tgz")]
    [InlineData("-m2", "MiB")]
    [InlineData("-cnowhere", "nowhere")]
    [InlineData("-cftp://nowhere", "CURLSH")]
    public void What_can_t_be_is_said_and_nothing_is_made(string flag, string word)
    {
        string[] root = flag.StartsWith("-x", StringComparison.Ordinal) ? [] : ["-r", "root"];
        SmolResult result = _smol.Run(["mkimg", "-s", "web", "-i", "out/my.img", .. root, flag]);

        Assert.Equal(1, result.Code);
        Assert.Contains(word, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_smol["out"]));
    }

    [Theory]
    [InlineData("nowhere/my.img")]
    [InlineData("root/bin/mine/my.img")]
    [InlineData("service")]
    public void A_place_that_can_t_be_written_is_said(string place)
    {
        SmolResult result = _smol.Run("mkimg", "-s", "web", "-r", "root", "-i", place);

        Assert.Equal(1, result.Code);
        Assert.Contains(place, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Equal(["out", "root", "service"], Directory.GetFileSystemEntries(_smol.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_image_that_is_there_is_replaced_at_once_or_stays_as_it_is()
    {
        File.WriteAllText(_smol["out/my.img"], "an old image");
        Oracle.MustRun("ln", _smol["out/my.img"], _smol["old.img"]);
        Assert.Equal(1, _smol.Run("mkimg", "-s", "web", "-r", "root", "-m2", "-i", "out/my.img").Code);
        Assert.Equal("an old image", File.ReadAllText(_smol["out/my.img"]));

        _smol.MustRun("mkimg", "-s", "web", "-r", "root", "-i", "out/my.img");
        Assert.Equal("mine", _smol.MustRun("image", "cat", "out/my.img:/bin/mine"));
        Assert.Equal("an old image", File.ReadAllText(_smol["old.img"]));
        Assert.Single(Directory.GetFileSystemEntries(_smol["out"]));
    }

    [Fact]
    public void A_full_disk_is_said_and_nothing_is_left_on_it()
    {
        if (Environment.UserName != "root")
            Assert.Skip("only root can mount a small disk");
        Oracle.RunIn(_smol.Folder, "sh", "-c", "head -c 20000000 /dev/urandom >root/big");
        Oracle.MustRun("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _smol["out"]);
        try
        {
            SmolResult result = _smol.Run("mkimg", "-s", "web", "-r", "root", "-m", "32", "-i", "out/my.img");
            Assert.Equal(1, result.Code);
            Assert.Contains("out/my.img", result.Errors, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_smol["out"]));
        }
        finally
        {
            Oracle.Run("umount", "-l", _smol["out"]);
        }
    }

    [Fact]
    public async Task Ctrl_C_leaves_nothing_new_and_ends_the_scripts()
    {
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol["service/web/postinst/long.sh"], $"touch {_smol["started"]}; sleep 600; touch {_smol["ended"]}\n");
        File.WriteAllText(_smol["out/my.img"], "an old image");
        using Process mkimg = _smol.Start("mkimg", "-s", "web", "-r", "root", "-i", "out/my.img", "--postinst=host");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(_smol["started"]))
            await Task.Delay(10, patience.Token);

        Oracle.MustRun("kill", "-INT", mkimg.Id.ToString(CultureInfo.InvariantCulture));
        await mkimg.WaitForExitAsync(patience.Token);
        Assert.Equal(130, mkimg.ExitCode);
        Assert.Equal("an old image", File.ReadAllText(_smol["out/my.img"]));
        Assert.Single(Directory.GetFileSystemEntries(_smol["out"]));
        Assert.False(File.Exists(_smol["service/web/smol.lock"]));
    }
}
