using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>The line that smolBSD's makefile puts behind an image (<c>--smolsig</c>).</summary>
public sealed class SmolSignatureTests : IDisposable
{
    private const int Length = 56;

    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public SmolSignatureTests()
    {
        Directory.CreateDirectory(_smol["service/web"]);
        File.WriteAllText(_smol["service/web/options.mk"], "IMGSIZE=24\nFS=ext2\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void The_line_is_behind_the_image_and_beside_it_and_the_same_for_the_same_image()
    {
        Build("web.img", "--smolsig");
        Build("plain.img");
        byte[] image = File.ReadAllBytes(_smol["web.img"]);
        string line = File.ReadAllText(_smol["web.sig"]);

        // As smoler.sh looks at it: the last 56 bytes of the image, the last 37 of the other file.
        Assert.Matches(@"\Asmolsig:14/11/2023\|[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n\z", line);
        Assert.Equal(line, Oracle.MustRun("tail", "-c", "56", _smol["web.img"]));
        Assert.Equal((24 << 20) + Length, image.Length);
        Assert.True(image.AsSpan()[..^Length].SequenceEqual(File.ReadAllBytes(_smol["plain.img"])));
        Build("again.image", "--smolsig");
        Assert.Equal(line, File.ReadAllText(_smol["again.image.sig"]));
        Oracle.MustRun("cmp", _smol["web.img"], _smol["again.image"]);
    }

    [Fact]
    public void Another_image_has_another_line_and_SOURCE_DATE_EPOCH_its_date()
    {
        Build("web.img", "--smolsig");
        string before = File.ReadAllText(_smol["web.sig"]);
        SmolResult dated = _smol.Run(new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1" }, "build", "web", "--mirror", _release.Folder, "-o", "web.img", "--smolsig");
        Assert.Equal(0, dated.Code);
        string after = File.ReadAllText(_smol["web.sig"]);
        Assert.StartsWith("smolsig:01/01/1970|", after, StringComparison.Ordinal);
        Assert.NotEqual(before[19..], after[19..]);
        Assert.DoesNotContain(Directory.GetFiles(_smol.Folder), path => path.Contains("partial", StringComparison.Ordinal) || path.Contains("unsigned", StringComparison.Ordinal));
    }

    [Fact]
    public void Tools_and_smol_read_a_signed_image_as_they_read_another()
    {
        Build("web.img", "--smolsig");

        Assert.Contains("No problems found", Oracle.MustRun("sgdisk", "-v", _smol["web.img"]), StringComparison.Ordinal);
        Oracle.MustRun("e2fsck", "-fn", _smol["web.img"] + "?offset=1048576");
        Assert.Equal("", _smol.MustRun("image", "fsck", "web.img"));
        Assert.Equal("shell\n", _smol.MustRun("image", "cat", "web.img:/bin/sh"));
        File.WriteAllText(_smol["service/web/options.mk"], "FROMIMG=./web.img\nMINIMIZE=y\n");
        Build("next.img");
        Assert.Equal("shell\n", _smol.MustRun("image", "cat", "next.img:/bin/sh"));
    }

    [Fact]
    public void It_is_for_files()
    {
        SmolResult stored = _smol.Run("build", "web", "--mirror", _release.Folder, "--smolsig");
        Assert.Equal(1, stored.Code);
        Assert.Contains("add --output FILE", stored.Errors, StringComparison.Ordinal);
        SmolResult nowhere = _smol.Run("build", "web", "--mirror", _release.Folder, "--smolsig", "-o", "no/such/web.img");
        Assert.Equal(1, nowhere.Code);
        Assert.Contains("can't be made", nowhere.Errors, StringComparison.Ordinal);
    }

    private string Build(string file, params string[] more) => _smol.MustRun(["build", "web", "--mirror", _release.Folder, "-o", file, .. more]);
}
