using System.Globalization;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol image create</c> on archives that other programs made, judged by other programs.</summary>
public sealed class ImageCreateTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("tar", "")]
    [InlineData("tar.gz", "-z")]
    [InlineData("tar.xz", "-J")]
    public void An_image_of_an_archive_is_clean(string extension, string compression)
    {
        string archive = MakeArchive($"tree.{extension}", compression);
        _smol.MustRun("image", "create", "--fs", "ext2", "--from", archive, "--name", "myroot", "out.img");

        JudgeDisk(_smol["out.img"]);
        Assert.Contains("myroot", Oracle.MustRun("sgdisk", "-i", "1", _smol["out.img"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ext2")]
    [InlineData("ffs")]
    [InlineData("ffs2")]
    public void The_same_inputs_give_the_same_bytes_anywhere(string filesystem)
    {
        string archive = MakeArchive("tree.tar.gz", "-z");
        Directory.CreateDirectory(_smol["other"]);
        string copy = Path.Combine(_smol["other"], "another-name.tar.gz");
        File.Copy(archive, copy);
        File.SetLastWriteTimeUtc(copy, new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));

        SmolResult one = _smol.Run(
            new Dictionary<string, string> { ["TZ"] = "Pacific/Auckland", ["LC_ALL"] = "C", ["DOTNET_PROCESSOR_COUNT"] = "1" },
            "image", "create", "--fs", filesystem, "--from", archive, "one.img");
        SmolResult two = _smol.Run(
            new Dictionary<string, string> { ["TZ"] = "America/Caracas", ["LC_ALL"] = "tr_TR.UTF-8", ["HOME"] = "/nonexistent", ["SMOL_HOME"] = _smol["home2"] },
            "image", "create", "--fs", filesystem, "--from", copy, "other/two.img");

        Assert.True(one.Code == 0 && two.Code == 0, one.Errors + two.Errors);
        Assert.Equal(0, Oracle.Run("cmp", _smol["one.img"], _smol["other/two.img"]).Code);
    }

    [Fact]
    public void Debugfs_reads_back_what_went_in()
    {
        string tree = MakeTree();
        string archive = MakeArchive("tree.tar", "");
        _smol.MustRun("image", "create", "--fs", "ext2", "--from", archive, "--bare", "out.img");

        Directory.CreateDirectory(_smol["back"]);
        Oracle.MustRun("debugfs", "-R", $"rdump / {_smol["back"]}", _smol["out.img"]);
        Directory.Delete(_smol["back/lost+found"]);
        Assert.Equal(List(tree), List(_smol["back"]));
        Assert.Equal(0, Oracle.Run("diff", "-r", "--no-dereference", tree, _smol["back"]).Code);
    }

    [Theory]
    [InlineData("--size 64")]
    [InlineData("--size auto")]
    [InlineData("--size 64 --bare")]
    [InlineData("--read-only")]
    public void Every_form_of_image_is_clean(string options)
    {
        string archive = MakeArchive("tree.tar", "");
        _smol.MustRun(["image", "create", "--fs", "ext2", "--from", archive, .. options.Split(' '), "out.img"]);
        if (options.Contains("--bare", StringComparison.Ordinal))
            JudgeFilesystem(_smol["out.img"]);
        else
            JudgeDisk(_smol["out.img"]);
        if (options.Contains("64", StringComparison.Ordinal))
            Assert.Equal(64 << 20, new FileInfo(_smol["out.img"]).Length);
    }

    /// <summary>sgdisk finds nothing to say of the disk, and e2fsck nothing of its first partition.</summary>
    private void JudgeDisk(string image)
    {
        Assert.Contains("No problems found", Oracle.MustRun("sgdisk", "-v", image), StringComparison.Ordinal);
        string information = Oracle.MustRun("sgdisk", "-i", "1", image);
        long first = Number(information, "First sector: ");
        long size = Number(information, "Partition size: ");
        Assert.Equal(0, first % 2048);
        Oracle.MustRun("dd", $"if={image}", $"of={_smol["partition"]}", "bs=512", $"skip={first}", $"count={size}", "conv=sparse", "status=none");
        JudgeFilesystem(_smol["partition"]);
    }

    private static void JudgeFilesystem(string path)
    {
        (int code, string output, string errors) = Oracle.Run("e2fsck", "-fn", path);
        Assert.True(code == 0, output + errors);
    }

    private static long Number(string text, string label)
    {
        int start = text.IndexOf(label, StringComparison.Ordinal) + label.Length;
        return long.Parse(text.AsSpan(start, text.AsSpan(start).IndexOf(' ')), CultureInfo.InvariantCulture);
    }

    private string MakeTree()
    {
        string tree = _smol["tree"];
        Directory.CreateDirectory(Path.Combine(tree, "usr/share/deep/deeper"));
        File.WriteAllBytes(Path.Combine(tree, "usr/large"), [.. Enumerable.Range(0, 5_000_000).Select(value => (byte)(value * 7 / 3))]);
        File.WriteAllText(Path.Combine(tree, "usr/share/deep/deeper/text"), "text\n");
        File.WriteAllText(Path.Combine(tree, "empty"), "");
        File.CreateSymbolicLink(Path.Combine(tree, "link"), "usr/large");
        File.CreateSymbolicLink(Path.Combine(tree, "long-link"), "/" + new string('x', 200));
        File.SetUnixFileMode(Path.Combine(tree, "empty"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Oracle.MustRun("ln", Path.Combine(tree, "usr/large"), Path.Combine(tree, "usr/hard"));
        return tree;
    }

    private string MakeArchive(string name, string compression)
    {
        if (!Directory.Exists(_smol["tree"]))
            MakeTree();
        string[] arguments = ["--sort=name", "--mtime=@1700000000", "--owner=0", "--group=0", "-C", _smol["tree"], "-cf", _smol[name], "."];
        Oracle.MustRun("tar", compression.Length == 0 ? arguments : [compression, .. arguments]);
        return _smol[name];
    }

    private static string List(string folder) =>
        Oracle.RunIn(folder, "find", ".", "-mindepth", "1", "-printf", "%P %y %m %s %l\\n").Output
            .Split('\n').Where(line => !line.Contains(" d ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Aggregate("", (text, line) => text + line + "\n");
}
