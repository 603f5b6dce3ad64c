using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>What becomes of <c>/dev/MAKEDEV</c> in an image.</summary>
public sealed class MakeDevTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Theory]
    [InlineData("ffs")]
    [InlineData("ext2")]
    public void MAKEDEV_is_kept_in_etc_and_makes_no_union_mounts_on_ext2(string filesystem)
    {
        const string Text = "mount_tmpfs -o union tmpfs\nmount_mfs -o union swap\n";
        Directory.CreateDirectory(_smol["service/web"]);
        _release.PutSet("etc", ("dev/MAKEDEV", Text), ("dev/MAKEDEV.local", "local -o union\n"), ("etc/MAKEDEV", "older\n"));
        File.WriteAllText(_smol["MAKEDEV"], Text);
        _smol.MustRun("build", "web", "--mirror", _release.Folder, "MINIMIZE=y", "FS=" + filesystem, "-o", "web.img");

        Assert.Equal(Text, _smol.MustRun("image", "cat", "web.img:/etc/MAKEDEV"));
        Assert.Equal("local -o union\n", _smol.MustRun("image", "cat", "web.img:/etc/MAKEDEV.local"));
        Assert.Equal("local -o union\n", _smol.MustRun("image", "cat", "web.img:/dev/MAKEDEV.local"));
        string expected = filesystem == "ext2" ? Oracle.MustRun("sed", "s/-o union//g", _smol["MAKEDEV"]) : Text;
        Assert.Equal(expected, _smol.MustRun("image", "cat", "web.img:/dev/MAKEDEV"));
    }
}
