using System.Text.Json;
using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

/// <summary>What an image can be made of besides sets: another image, a root folder, a kernel, a script of the network.</summary>
public sealed class BuildInputsTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public BuildInputsTests()
    {
        WriteService("web", "MINIMIZE=y\n");
        WriteService("site", "MINIMIZE=y\nFROMIMG=web-amd64\n");
        File.WriteAllText(_smol["service/site/etc/site.conf"], "site\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Theory]
    [InlineData("web-amd64")]
    [InlineData("web:latest")]
    [InlineData("web.img")]
    [InlineData("./images/web.img")]
    public void An_image_is_made_from_another_one(string reference)
    {
        Build("web");
        Directory.CreateDirectory(_smol["images"]);
        Build("web", "-o", "images/web.img");
        Build("site", "FROMIMG=" + reference);

        Assert.Equal("site\n", _smol.MustRun("image", "cat", "site:/etc/site.conf"));
        Assert.Equal(_smol.MustRun("image", "cat", "web:/bin/sh"), _smol.MustRun("image", "cat", "site:/bin/sh"));
        Assert.Equal("NAME=siteroot", _smol.MustRun("image", "cat", "site:/etc/fstab").Split(' ')[0]);
        Assert.Equal("", _smol.MustRun("image", "fsck", "site"));
        JsonElement[] images = Images();
        Assert.Equal("image", images[0].GetProperty("inputs")[0].GetProperty("kind").GetString());
        Assert.Equal(images[1].GetProperty("digest").GetString(), images[0].GetProperty("inputs")[0].GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "smol: warning: /etc/rc takes /etc/include/basicrc, which is not in the image; /etc/include is made from service/common")]
    public void A_common_folder_without_what_rc_takes_is_warned_of(bool hasCommon, string warning)
    {
        WriteService("plain", "MINIMIZE=y\n");
        File.WriteAllText(_smol["service/plain/etc/rc"], "#!/bin/sh\n. /etc/include/basicrc\n");
        if (hasCommon)
            Directory.CreateDirectory(_smol["service/common"]);
        SmolResult built = _smol.Run("build", "plain", "--mirror", _release.Folder);
        Assert.Equal(0, built.Code);
        Assert.Equal(warning, string.Join('\n', built.Errors.Split('\n').Where(line => line.Contains("warning", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_the_recipe_lays_over_the_other_image_is_all_that_changes()
    {
        Build("web");
        Build("site");
        string[] changed = _smol.Run("image", "diff", "web", "site").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(changed, line => Assert.True(line.Contains("/etc/", StringComparison.Ordinal) || line.EndsWith("/etc", StringComparison.Ordinal), line));
    }

    [Fact]
    public void A_package_that_the_other_image_has_is_not_installed_again()
    {
        Directory.CreateDirectory(_smol["All"]);
        var greet = new PackageBuilder("greet-1.0");
        greet.Metadata["+INSTALL"] = "#!/bin/sh\n:\n";
        var more = new PackageBuilder("more-1.0").Line("@pkgdep greet>=1");
        more.Metadata["+INSTALL"] = "#!/bin/sh\n:\n";
        greet.File("bin/greet", "hello").Write(_smol["All/greet-1.0.tgz"]);
        more.File("bin/more", "more").Write(_smol["All/more-1.0.tgz"]);
        File.WriteAllText(_smol["All/pkg_summary"], "PKGNAME=greet-1.0\n\nPKGNAME=more-1.0\nDEPENDS=greet>=1\n\n");
        Build("web", "ADDPKGS=greet", "--pkgsite", "All");
        Build("site", "ADDPKGS=greet more", "--pkgsite", "All");

        Assert.Equal("more-1.0\n", _smol.MustRun("image", "cat", "site:/usr/pkg/pkgdb/greet-1.0/+REQUIRED_BY"));
        Assert.StartsWith(_smol.MustRun("image", "cat", "web:/etc/rc.first"), _smol.MustRun("image", "cat", "site:/etc/rc.first"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root/METALOG", false)]
    [InlineData("root.mtree", false)]
    [InlineData("root/METALOG", true)]
    [InlineData("root.tar.mtree", true)]
    public void A_root_folder_or_archive_takes_the_place_of_the_sets_and_a_specification_gives_owners(string specification, bool isArchive)
    {
        Directory.CreateDirectory(_smol["root/usr/bin"]);
        Directory.CreateDirectory(_smol["root/etc"]);
        File.WriteAllText(_smol["root/usr/bin/game"], "game");
        File.WriteAllText(_smol[specification], "#mtree 2.0\n./usr/bin/game type=file uid=7 gid=13 mode=02555\n");
        if (isArchive)
            Oracle.MustRun("tar", "-C", _smol["root"], "-cf", _smol["root.tar"], ".");
        _smol.MustRun("build", "web", "--root", isArchive ? "root.tar" : "root");

        JsonElement game = JsonDocument.Parse(_smol.MustRun("image", "stat", "web:/usr/bin/game", "--format", "json")).RootElement;
        Assert.Equal(("7", "13"), (game.GetProperty("userId").ToString(), game.GetProperty("groupId").ToString()));
        Assert.NotEqual(0, _smol.Run("image", "cat", "web:/METALOG").Code);
        Assert.NotEqual(0, _smol.Run("image", "cat", "web:/bin/sh").Code);
    }

    [Fact]
    public void A_kernel_becomes_netbsd_and_a_file_takes_the_image()
    {
        File.WriteAllText(_smol["kernel"], "a kernel");
        Assert.Equal("out.img\n", Build("web", "--kernel", "kernel", "--output", "out.img"));

        Assert.Equal("a kernel", _smol.MustRun("image", "cat", "out.img:/netbsd"));
        Build("web", "--kernel", "kernel");
        Assert.Contains(Images()[0].GetProperty("inputs").EnumerateArray(), input => input.GetProperty("kind").GetString() == "kernel"
            && input.GetProperty("digest").GetString() == "sha256:" + Oracle.MustRun("sha256sum", _smol["kernel"]).Split(' ')[0]);
        _smol.MustRun("build", "web", "-o", "out.img", "--mirror", _release.Folder);
        Assert.Contains("No problems found", Oracle.MustRun("sgdisk", "-v", _smol["out.img"]), StringComparison.Ordinal);
        SmolResult missing = _smol.Run("build", "web", "--kernel", "nowhere", "--mirror", _release.Folder);
        Assert.Equal(1, missing.Code);
        Assert.Contains("nowhere", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void SVCIMG_runs_one_script_and_says_which()
    {
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol["service/web/postinst/one.sh"], "echo one >etc/one\n");
        File.WriteAllText(_smol["service/web/postinst/two.sh"], "echo two >etc/two; cat etc/svc\n");
        Build("web", "SVCIMG=two");

        Assert.Equal("two\n", _smol.MustRun("image", "cat", "web:/etc/two"));
        Assert.Equal("SVCIMG=two\n", _smol.MustRun("image", "cat", "web:/etc/svc"));
        Assert.NotEqual(0, _smol.Run("image", "cat", "web:/etc/one").Code);
        Assert.Contains("there are: one.sh, two.sh", _smol.Run("build", "web", "SVCIMG=three", "--mirror", _release.Folder).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void CURLSH_runs_last_in_the_sandbox_and_is_locked()
    {
        Directory.CreateDirectory(_smol["scripts"]);
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol["service/web/postinst/one.sh"], "echo one >etc/order\n");
        File.WriteAllText(_smol["scripts/finish.sh"], "echo $SERVICE >>etc/order\n");
        using var server = new TestMirror(_smol["scripts"]);
        string url = new Uri(new Uri(server.Root), "finish.sh").AbsoluteUri;
        Build("web", "CURLSH=" + url);
        Assert.Equal("one\nweb\n", _smol.MustRun("image", "cat", "web:/etc/order"));
        Assert.Contains("script finish.sh ", File.ReadAllText(_smol["service/web/smol.lock"]), StringComparison.Ordinal);

        File.WriteAllText(_smol["scripts/finish.sh"], "exit 3\n");
        _smol.MustRun("cache", "prune", "--all");
        Assert.Contains("smol.lock pins", _smol.Run("build", "web", "CURLSH=" + url, "--mirror", _release.Folder).Errors, StringComparison.Ordinal);
        File.Delete(_smol["service/web/smol.lock"]);
        SmolResult failed = _smol.Run("build", "web", "CURLSH=" + url, "--mirror", _release.Folder);
        Assert.Contains("ended with exit code 3", failed.Errors, StringComparison.Ordinal);
        Assert.Equal(1, failed.Code);
    }

    [Fact]
    public void CURLSH_of_this_host_may_change_unless_the_build_is_locked()
    {
        File.WriteAllText(_smol["finish.sh"], "echo one >etc/order\n");
        Build("web", "CURLSH=./finish.sh");
        Assert.Matches("(?m)^script finish.sh 20 sha256:[0-9a-f]{64} -$", File.ReadAllText(_smol["service/web/smol.lock"]));
        Build("web", "CURLSH=./finish.sh", "--locked");
        File.WriteAllText(_smol["finish.sh"], "echo two >etc/order\n");
        SmolResult locked = _smol.Run("build", "web", "CURLSH=./finish.sh", "--locked", "--mirror", _release.Folder);
        Assert.Contains("script finish.sh with the SHA-256", locked.Errors, StringComparison.Ordinal);
        Assert.Equal("one\n", _smol.MustRun("image", "cat", "web:/etc/order"));

        Build("web", "CURLSH=" + new Uri(_smol["finish.sh"]).AbsoluteUri);
        Assert.Equal("two\n", _smol.MustRun("image", "cat", "web:/etc/order"));
        File.WriteAllText(_smol["finish.sh"], "exit 3\n");
        Assert.Contains("finish.sh: ended with exit code 3", _smol.Run("build", "web", "CURLSH=finish.sh", "--mirror", _release.Folder).Errors, StringComparison.Ordinal);
        Assert.Contains("can't be read", _smol.Run("build", "web", "CURLSH=./nowhere", "--mirror", _release.Folder).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_recipe_says_of_machines_is_in_the_image()
    {
        Build("web", "MEM=96", "PUBLISH=8080:80", "KERNEL=netbsd-MINE", "BUILDCPUS=1", "BUILDMEM=512");
        JsonElement machine = Images()[0].GetProperty("machine");

        Assert.Equal(96, machine.GetProperty("memoryMiB").GetInt32());
        Assert.Equal("netbsd-MINE", machine.GetProperty("kernel").GetString());
        Assert.Equal("tcp:127.0.0.1:8080-:80", machine.GetProperty("ports")[0].GetString());
    }

    [Fact]
    public void Machines_have_what_their_image_says_unless_the_user_says_something_else()
    {
        Oracle.Find("qemu-system-x86_64");
        Directory.CreateDirectory(_smol["kernels"]);
        File.Copy("/bin/sh", _smol["kernels/netbsd-MINE"]);
        Build("web", "MEM=96", "PUBLISH=8080:80", "KERNEL=netbsd-MINE");

        string command = _smol.MustRun("run", "-v", "web");
        Assert.Contains("-m 96 ", command, StringComparison.Ordinal);
        Assert.Contains("hostfwd=tcp:127.0.0.1:8080-:80 ", command, StringComparison.Ordinal);
        Assert.Contains("kernels/netbsd-MINE ", command, StringComparison.Ordinal);
        string other = _smol.MustRun("run", "-v", "-m", "64", "-p", "9090:90", "-k", "/bin/sh", "web");
        Assert.Contains("-m 64 ", other, StringComparison.Ordinal);
        Assert.Contains("hostfwd=tcp:127.0.0.1:9090-:90 ", other, StringComparison.Ordinal);
        Assert.Contains("-kernel /bin/sh ", other, StringComparison.Ordinal);
    }

    private string Build(string service, params string[] more) => _smol.MustRun(["build", service, "--mirror", _release.Folder, .. more]);

    private JsonElement[] Images() => [.. JsonDocument.Parse(_smol.MustRun("images", "--format", "json")).RootElement.EnumerateArray()];

    private void WriteService(string name, string options)
    {
        Directory.CreateDirectory(_smol[$"service/{name}/etc"]);
        File.WriteAllText(_smol[$"service/{name}/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol[$"service/{name}/options.mk"], options);
    }
}
