using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>What is wrong is said in a sentence with its place, and nothing is left behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("head -c 1500 good.tar.gz >bad", "ends too early")]
    [InlineData("head -c 1500 good.tar.xz >bad", "ends too early")]
    [InlineData("head -c 11000 good.tar >bad", "bad")]
    [InlineData("printf '<html>404 not found</html>' >bad", "bad")]
    [InlineData(": >bad", "bad")]
    [InlineData("cp good.tar.xz bad; printf 'xxxxxxxx' | dd of=bad bs=1 seek=1000 conv=notrunc status=none", "corrupt")]
    public void A_damaged_archive_is_named(string make, string said)
    {
        MakeGoodArchives();
        Oracle.RunIn(_smol.Folder, "sh", "-c", make);
        ExpectRefusal("bad", said);
    }

    [Theory]
    [InlineData("t.addfile(info('../escape', data=b'x'))", "member ../escape")]
    [InlineData("t.addfile(info('/etc/passwd', data=b'x'))", "absolute")]
    [InlineData("t.addfile(info('a/../../b', data=b'x'))", "'..'")]
    [InlineData("t.addfile(info('out', link='../../etc')); t.addfile(info('out/passwd', data=b'x'))", "leaves the root")]
    [InlineData("t.addfile(info('hard', hard='../../etc/passwd'))", "hard link")]
    [InlineData("t.addfile(info('hard', hard='nothing'))", "hard link")]
    [InlineData("t.addfile(info('d', data=b'x')); t.addfile(info('d/below', data=b'x'))", "not a directory")]
    public void A_hostile_member_is_named(string members, string said)
    {
        string program = $$"""
            import io, tarfile
            def info(name, data=b'', link=None, hard=None):
                i = tarfile.TarInfo(name)
                i.size = len(data)
                if link: i.type, i.linkname = tarfile.SYMTYPE, link
                if hard: i.type, i.linkname = tarfile.LNKTYPE, hard
                return i
            t = tarfile.open('bad', 'w')
            add = t.addfile
            t.addfile = lambda i: add(i, io.BytesIO(b'x' * i.size))
            {{members}}
            t.close()
            """;
        (int code, string _, string errors) = Oracle.RunIn(_smol.Folder, "python3", "-c", program);
        Assert.True(code == 0, errors);
        ExpectRefusal("bad", said);
    }

    [Theory]
    [InlineData("ext2")]
    [InlineData("ffs")]
    public void An_image_that_is_too_small_says_by_how_much(string filesystem)
    {
        Oracle.RunIn(_smol.Folder, "sh", "-c", "head -c 20000000 /dev/urandom >f && tar -cf big.tar f && rm f");
        SmolResult result = _smol.Run("image", "create", "--fs", filesystem, "--from", "big.tar", "--size", "8", "out.img");
        Assert.Equal(1, result.Code);
        Assert.Matches(new Regex(@"\d+(\.\d+)? MiB"), result.Errors);
        Assert.False(File.Exists(_smol["out.img"]));
    }

    [Fact]
    public void A_full_disk_is_said_and_nothing_is_left_on_it()
    {
        if (Environment.UserName != "root")
            Assert.Skip("only root can mount a small disk");
        Directory.CreateDirectory(_smol["disk"]);
        Oracle.RunIn(_smol.Folder, "sh", "-c", "head -c 20000000 /dev/urandom >f && tar -cf big.tar f && rm f");
        Oracle.MustRun("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _smol["disk"]);
        try
        {
            SmolResult result = _smol.Run("image", "create", "--from", "big.tar", "disk/out.img");
            Assert.Equal(1, result.Code);
            Assert.Contains("disk/out.img", result.Errors, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_smol["disk"]));
        }
        finally
        {
            Oracle.Run("umount", "-l", _smol["disk"]);
        }
    }

    [Fact]
    public async Task Ctrl_C_during_the_making_of_an_image_leaves_nothing()
    {
        // Gigabytes that take no room: the same member of gzip again and again.
        Oracle.RunIn(_smol.Folder, "sh", "-c", "head -c 60000000 /dev/zero | gzip >one && for i in $(seq 200); do cat one; done >endless.tar.gz");
        using Process create = _smol.Start("image", "create", "--from", "endless.tar.gz", "out.img");
        string cache = Path.Combine(_smol.Home, "cache", "archives", "unpacked");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Directory.Exists(cache) || Directory.GetFiles(cache).Length == 0)
            await Task.Delay(10, patience.Token);

        Oracle.MustRun("kill", "-INT", create.Id.ToString(CultureInfo.InvariantCulture));
        await create.WaitForExitAsync(patience.Token);
        Assert.Equal(130, create.ExitCode);
        Assert.Empty(Directory.GetFiles(cache));
        Assert.False(File.Exists(_smol["out.img"]));
    }

    [Fact]
    public void A_missing_qemu_kernel_or_image_is_named_with_what_to_do()
    {
        MakeGoodArchives();
        _smol.MustRun("image", "create", "--from", "good.tar", "good.img");
        File.Copy("/bin/sh", _smol["kernel"]);

        SmolResult noImage = _smol.Run("run", "./none.img");
        Assert.Equal(125, noImage.Code);
        Assert.Contains("none.img", noImage.Errors, StringComparison.Ordinal);

        SmolResult noKernel = _smol.Run("run", "./good.img");
        Assert.Equal(125, noKernel.Code);
        Assert.Contains("netbsd-SMOL", noKernel.Errors, StringComparison.Ordinal);

        SmolResult noQemu = _smol.Run(new Dictionary<string, string> { ["PATH"] = _smol.Folder }, "run", "-k", "kernel", "./good.img");
        Assert.Equal(125, noQemu.Code);
        Assert.Contains("qemu-system-x86", noQemu.Errors, StringComparison.Ordinal);

        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Theory]
    [InlineData("build hello --offline", "netbsd-11/latest/amd64/binary/sets/SHA512")]
    [InlineData("build hello VERS=10 ARCH=i386 --offline", "netbsd-10/latest/i386/binary/sets/SHA512")]
    [InlineData("build hello GUEST=linux", "busybox-static")]
    [InlineData("build nothing", "hello")]
    [InlineData("build hello IMGSIZ=1", "IMGSIZ")]
    [InlineData("build hello =1", "=1")]
    [InlineData("kernel import none.deb", "none.deb")]
    [InlineData("image create --from none.tar out.img", "none.tar")]
    [InlineData("image create --from good.tar --size x out.img", "--size")]
    [InlineData("image create --from good.tar --size 8 --read-only out.img", "exclude")]
    [InlineData("image create --from good.tar none/out.img", "none/out.img")]
    [InlineData("stop none", "none")]
    [InlineData("logs none", "none")]
    [InlineData("rm none", "none")]
    [InlineData("stop ../x", "../x")]
    public void A_thing_that_is_not_there_is_named(string line, string said)
    {
        MakeGoodArchives();
        SmolResult result = _smol.Run(line.Split(' '));
        Assert.Equal(1, result.Code);
        Assert.StartsWith("smol: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    private void ExpectRefusal(string archive, string said)
    {
        SmolResult result = _smol.Run("image", "create", "--from", archive, "out.img");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"smol: {archive}", result.Errors, StringComparison.Ordinal);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_smol.Folder, "*out.img*", new EnumerationOptions { AttributesToSkip = 0 }));
    }

    private void MakeGoodArchives()
    {
        (int code, string _, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c",
            "mkdir -p tree && head -c 9000 /dev/urandom >tree/a && head -c 9000 /dev/urandom >tree/b && tar -cf good.tar tree && gzip -k good.tar && xz -k good.tar");
        Assert.True(code == 0, errors);
    }
}
