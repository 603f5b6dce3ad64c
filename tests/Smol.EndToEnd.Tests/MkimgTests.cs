using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Scripts that were written for smolBSD's <c>mkimg.sh</c>.</summary>
public sealed class MkimgTests : IDisposable
{
    private const string BaseAndEtc = "base.tar.xz etc.tar.xz";

    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public MkimgTests()
    {
        _smol.Environment["SMOL_MIRROR"] = _release.Folder;
        Directory.CreateDirectory(_smol["service/web/etc"]);
        Directory.CreateDirectory(_smol["service/common"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/common/basicrc"], "# basicrc\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void Its_flags_make_the_file_that_they_made()
    {
        File.WriteAllText(_smol["kernel"], "a kernel");
        _smol.MustRun("mkimg", "-s", "web", "-m24", "-iweb.img", "-x", BaseAndEtc, "-k", "kernel", "-o");

        Assert.Equal("a kernel", Read("web.img:/netbsd"));
        Assert.Equal("# basicrc\n", Read("web.img:/etc/include/basicrc"));
        Assert.StartsWith("NAME=webroot / ffs ro", Read("web.img:/etc/fstab"), StringComparison.Ordinal);
        Assert.Contains("No problems found", Oracle.MustRun("sgdisk", "-v", _smol["web.img"]), StringComparison.Ordinal);
        Assert.Equal("", _smol.MustRun("image", "fsck", "web.img"));
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
    }

    [Fact]
    public void Other_programs_read_the_image_as_they_read_mkimg_sh_s()
    {
        File.WriteAllText(_smol["service/web/options.mk"], "FS=ext2\n");
        Assert.Equal("web.img\n", _smol.MustRun("mkimg", "-sweb", "-m", "32", "-i", "web.img", "-x", BaseAndEtc));

        string partition = Oracle.MustRun("sgdisk", "-i", "1", _smol["web.img"]);
        Assert.Contains("First sector: 2048", partition, StringComparison.Ordinal);
        Assert.Contains("Partition name: 'webroot'", partition, StringComparison.Ordinal);
        string filesystem = _smol["web.img"] + "?offset=1048576";
        Oracle.MustRun("e2fsck", "-fn", filesystem);
        Assert.Equal("NAME=webroot / ext2fs rw,noatime 1 1\n", Oracle.MustRun("debugfs", "-R", "cat /etc/fstab", filesystem));
        Assert.Equal("#!/bin/sh\n", Oracle.MustRun("debugfs", "-R", "cat /etc/rc", filesystem));
        Assert.Matches(@"User: +0 +Group: +0 ", Oracle.MustRun("debugfs", "-R", "stat /etc/rc", filesystem));
        Assert.Equal(32 << 20, new FileInfo(_smol["web.img"]).Length);
    }

    [Fact]
    public void What_options_mk_says_of_the_image_does_not_matter_as_it_did_not()
    {
        File.WriteAllText(_smol["service/web/options.mk"], "SETS=nothing\nADDPKGS=nothing\nIMGSIZE=99\nMOUNTRO=y\n.if defined(MINIMIZE) && ${MINIMIZE} == y\nADDPKGS+=more\n.endif\n");
        _smol.Environment["PKGVERS"] = "10.1";
        _smol.Environment["ADDSETS"] = "comp.tar.xz:/usr/bin/strip";
        _smol.MustRun("mkimg", "-s", "web", "-x", BaseAndEtc);

        Assert.Equal("PKGVERS=10.1\n", Read("rescue-amd64.img:/etc/pkgvers"));
        Assert.Equal("strip\n", Read("rescue-amd64.img:/usr/bin/strip"));
        Assert.StartsWith("NAME=webroot / ffs rw,", Read("rescue-amd64.img:/etc/fstab"), StringComparison.Ordinal);
        Assert.Equal(20 << 20, new FileInfo(_smol["rescue-amd64.img"]).Length);
    }

    [Fact]
    public void Sets_of_the_checkout_are_taken_before_any_other()
    {
        Directory.CreateDirectory(_smol["sets"]);
        Oracle.MustRun("cp", "-r", _release["amd64/binary/sets"], _smol["sets/amd64"]);
        _smol.Environment["SMOL_MIRROR"] = _smol["nowhere"];
        _smol.MustRun("mkimg", "-s", "web", "-x", "base.tar.xz sets/amd64/comp.tar.xz:/usr/bin/cc", "-i", "web.img");

        Assert.Equal("cc\n", Read("web.img:/usr/bin/cc"));
    }

    [Fact]
    public void An_image_that_is_made_from_another_one_is_as_large()
    {
        Directory.CreateDirectory(_smol["images"]);
        _smol.MustRun("mkimg", "-s", "web", "-m", "33", "-x", BaseAndEtc, "-i", "images/web.img");
        Directory.CreateDirectory(_smol["service/site/etc"]);
        File.WriteAllText(_smol["service/site/etc/site.conf"], "site\n");
        _smol.Environment["FROMIMG"] = "web.img";
        _smol.MustRun("mkimg", "-s", "site", "-i", "images/site.img");

        Assert.Equal("site\n", Read("images/site.img:/etc/site.conf"));
        Assert.Equal("shell\n", Read("images/site.img:/bin/sh"));
        Assert.Equal(33 << 20, new FileInfo(_smol["images/site.img"]).Length);
    }

    [Fact]
    public void A_root_folder_is_taken_as_it_is()
    {
        Directory.CreateDirectory(_smol["root/bin"]);
        File.WriteAllText(_smol["root/bin/mine"], "mine");
        _smol.MustRun("mkimg", "-s", "web", "-r", "root", "-i", "my.img");

        Assert.Equal("mine", Read("my.img:/bin/mine"));
    }

    [Fact]
    public void Scripts_run_where_mkimg_is_told_to()
    {
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol["service/web/postinst/one.sh"], "echo $SERVICE >etc/name\n");
        _smol.MustRun("mkimg", "-s", "web", "-x", BaseAndEtc, "-i", "run.img", "--postinst=host");
        _smol.MustRun("mkimg", "-s", "web", "-x", BaseAndEtc, "-i", "skip.img", "--postinst", "skip");

        Assert.Equal("web\n", Read("run.img:/etc/name"));
        Assert.NotEqual(0, _smol.Run("image", "cat", "skip.img:/etc/name").Code);
    }

    [Fact]
    public void The_services_of_smolBSD_are_made_from_its_checkout()
    {
        if (Environment.GetEnvironmentVariable("SMOL_SMOLBSD") is not { Length: > 0 } checkout)
        {
            Assert.Skip("SMOL_SMOLBSD names no checkout of smolBSD");
            return;
        }
        Directory.Delete(_smol["service"], recursive: true);
        Oracle.MustRun("cp", "-r", Path.Combine(checkout, "service"), _smol["service"]);
        foreach (string service in (string[])["base", "biosboot", "games", "mport", "rescue", "sshd", "tslog", "usershell"])
        {
            _smol.MustRun("mkimg", "-s", service, "-m", "64", "-i", $"{service}.img", "-x", BaseAndEtc, "--postinst", "skip");
            Assert.Equal(File.ReadAllText(_smol["service/common/basicrc"]), Read($"{service}.img:/etc/include/basicrc"));
            Assert.StartsWith($"NAME={service}root ", Read($"{service}.img:/etc/fstab"), StringComparison.Ordinal);
        }
    }

    private string Read(string path) => _smol.MustRun("image", "cat", path);
}
