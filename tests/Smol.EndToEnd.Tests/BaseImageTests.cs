using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Images that are made from other images (<c>FROMIMG</c>), whatever these are.</summary>
public sealed class BaseImageTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public BaseImageTests()
    {
        WriteService("web", "");
        WriteService("site", "FROMIMG=web.img\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Theory]
    [InlineData("ffs", "ext2")]
    [InlineData("ffs2", "ext2")]
    [InlineData("ext2", "ext2")]
    [InlineData("ext2", "ffs")]
    [InlineData("ext2", "ffs2")]
    public void Files_devices_and_owners_are_the_same_in_another_filesystem(string before, string after)
    {
        Build("web", "MINIMIZE=y", "FS=" + before, "-o", "web.img");
        Build("site", "MINIMIZE=y", "FS=" + after, "-o", "site.img");

        string[] changed = _smol.Run("image", "diff", "web.img", "site.img").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(changed);
        Assert.All(changed, line => Assert.True(line.Contains("/etc", StringComparison.Ordinal) || line.Contains("/lost+found", StringComparison.Ordinal), line));
        Assert.Matches("^crw------- .* 0, *0 .*console", _smol.MustRun("image", "ls", "site.img:/dev/console"));
        Assert.Equal("", _smol.MustRun("image", "fsck", "site.img"));
        if (after == "ext2")
        {
            Oracle.MustRun("e2fsck", "-fn", _smol["site.img"] + "?offset=1048576");
            Assert.Contains("shell", Oracle.MustRun("debugfs", "-R", "cat /bin/sh", _smol["site.img"] + "?offset=1048576"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes()
    {
        Build("web", "IMGSIZE=24", "-o", "web.img");
        Build("site", "-o", "one.img");
        Build("site", "-o", "two.img");
        Oracle.MustRun("cmp", _smol["one.img"], _smol["two.img"]);
    }

    [Theory]
    [InlineData(600, "", 600)]
    [InlineData(24, "", 512)]
    [InlineData(600, "IMGSIZE=64", 64)]
    public void An_image_of_no_said_size_is_at_least_as_large_as_the_other_one(int before, string variable, int expected)
    {
        Build("web", $"IMGSIZE={before}", "-o", "web.img");
        Build("site", [.. variable.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-o", "site.img"]);
        Assert.Equal((long)expected << 20, new FileInfo(_smol["site.img"]).Length);
    }

    [Fact]
    public void An_image_for_other_processors_or_another_guest_is_refused()
    {
        Directory.CreateDirectory(_smol["root/bin"]);
        File.Copy("/bin/sh", _smol["root/bin/sh"]);
        Build("web", "IMGSIZE=24", "--root", "root", "-o", "web.img");

        SmolResult other = Try("site", "ARCH=i386");
        Assert.Matches("web.img: is an image for [a-z0-9-]+, and the one to be built is for i386", other.Errors);
        Assert.Contains("says GUEST=netbsd, and its sets hold linux", Try("site", "GUEST=netbsd").Errors, StringComparison.Ordinal);
        Build("web", "IMGSIZE=24", "--root", "root");
        Assert.Contains("no such image", Try("site", "ARCH=i386", "FROMIMG=web").Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_smol["site.img"]));
    }

    [Fact]
    public void What_is_no_image_is_refused_with_its_name()
    {
        Assert.Contains("web.img: there is no such disk image", Try("site").Errors, StringComparison.Ordinal);
        File.WriteAllBytes(_smol["web.img"], new byte[3 << 20]);
        SmolResult empty = Try("site");
        Assert.Equal(1, empty.Code);
        Assert.Contains("web.img: has no filesystem", empty.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_minimized_image_has_no_lists_of_packages_that_can_be_had_again()
    {
        _release.PutSet("etc", ("var/db/pkgin/pkgin.db", "lists"), ("var/db/other", "kept"));
        Build("web", "IMGSIZE=24", "-o", "web.img");
        Build("site", "MINIMIZE=y", "-o", "site.img");
        Assert.Equal("lists", _smol.MustRun("image", "cat", "web.img:/var/db/pkgin/pkgin.db"));
        Assert.Equal("/var/db/other", JsonDocument.Parse(_smol.MustRun("image", "ls", "--format", "json", "site.img:/var/db")).RootElement.EnumerateArray().Single().GetProperty("path").GetString());
    }

    private string Build(string service, params string[] more) => _smol.MustRun(["build", service, "--mirror", _release.Folder, .. more]);

    private SmolResult Try(string service, params string[] more) => _smol.Run(["build", service, "--mirror", _release.Folder, "-o", "site.img", .. more]);

    private void WriteService(string name, string options)
    {
        Directory.CreateDirectory(_smol[$"service/{name}/etc"]);
        File.WriteAllText(_smol[$"service/{name}/etc/{name}.conf"], name);
        File.WriteAllText(_smol[$"service/{name}/options.mk"], options);
    }
}
