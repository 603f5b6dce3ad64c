using System.Text.Json;
using System.Text.RegularExpressions;
using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol build --plan</c>: what a build would do is said, and nothing is done.</summary>
public sealed partial class PlanTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public PlanTests()
    {
        Directory.CreateDirectory(_smol["service/web/etc/www"]);
        Directory.CreateDirectory(_smol["service/common"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/web/etc/www/index.html"], "a page\n");
        File.WriteAllText(_smol["service/common/basicrc"], "");
        File.WriteAllText(_smol["service/web/options.mk"], "SETS=base comp:/usr/bin/strip\nMOUNTRO=y\n");
    }

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void Before_a_build_it_says_what_will_be_fetched_and_fetches_and_writes_nothing()
    {
        WriteScript("10-motd.sh", "echo hello >etc/motd\n");
        Assert.Equal(
            """
            service    web                             service/web
            guest      netbsd                          amd64
            option     SETS=base comp:/usr/bin/strip   service/web/options.mk:1
            option     MOUNTRO=y                       service/web/options.mk:2
            set        base                            MIRROR/amd64/binary/sets/base.tar.xz, to be fetched
            set        comp:/usr/bin/strip             MIRROR/amd64/binary/sets/comp.tar.xz, to be fetched
            overlay    /etc                            service/web/etc, 2 files
            overlay    /etc/include                    service/common, 1 file
            postinst   10-motd.sh                      in the sandbox
            image      web-amd64:latest                partition webroot, ffs, mounted ro,noatime, as large as its files need

            """, Plan());
        Assert.Empty(_release.Server.Requests);
        Assert.False(Directory.Exists(_smol.Home));
        Assert.False(File.Exists(_smol["service/web/smol.lock"]));
    }

    [Fact]
    public void After_a_build_it_knows_sizes_and_digests_and_that_all_is_here_and_locked()
    {
        _smol.MustRun("build", "web", "--mirror", _release.Server.Root);
        int asked = _release.Server.Requests.Count;
        string @lock = File.ReadAllText(_smol["service/web/smol.lock"]);

        using JsonDocument plan = JsonPlan();
        JsonElement set = Steps(plan, "input").First();
        Assert.Equal("set", set.GetProperty("kind").GetString());
        Assert.Equal("cached", set.GetProperty("state").GetString());
        Assert.True(set.GetProperty("isLocked").GetBoolean());
        Assert.Contains($" {set.GetProperty("size").GetInt64()} {set.GetProperty("digest").GetString()} ", @lock, StringComparison.Ordinal);
        Assert.Equal(asked, _release.Server.Requests.Count);
        Assert.Matches(@"(?m)^set +base +MIRROR/amd64/binary/sets/base\.tar\.xz, \d+ bytes, sha256:[0-9a-f]{12}, cached, locked$", Plan());
    }

    [Fact]
    public void Sets_of_a_folder_and_of_a_mirror_that_is_one_are_here()
    {
        using JsonDocument plan = JsonDocument.Parse(_smol.MustRun("build", "web", "--plan", "--format", "json", "--mirror", _release.Folder));
        Assert.All(Steps(plan, "input"), set => Assert.Equal("here", set.GetProperty("state").GetString()));
        Assert.All(Steps(plan, "input"), set => Assert.StartsWith("sha512:", set.GetProperty("digest").GetString(), StringComparison.Ordinal));
        Assert.False(Directory.Exists(_smol.Home));
    }

    [Fact]
    public void Packages_are_resolved_once_their_summary_is_here()
    {
        Directory.CreateDirectory(_smol["All"]);
        new PackageBuilder("libgreet-2.0").File("lib/libgreet.so", "library").Write(_smol["All/libgreet-2.0.tgz"]);
        new PackageBuilder("greet-1.0").File("bin/greet", "hello").Write(_smol["All/greet-1.0.tgz"]);
        File.WriteAllText(_smol["All/pkg_summary"], "PKGNAME=greet-1.0\nDEPENDS=libgreet>=2\n\nPKGNAME=libgreet-2.0\n\n");
        using var site = new TestMirror(_smol["All"]);
        Assert.Matches("(?m)^package +greet +the summary says which one, and what it needs, to be fetched$", Plan("ADDPKGS=greet", "--pkgsite", site.Root));
        Assert.Empty(site.Requests);

        using JsonDocument plan = JsonPlan("ADDPKGS=greet", "--pkgsite", "All");
        JsonElement[] packages = [.. Steps(plan, "input").Where(step => step.GetProperty("kind").GetString() == "package")];
        Assert.Equal([("libgreet-2.0", true), ("greet-1.0", false)], packages.Select(step => (step.GetProperty("name").GetString(), step.GetProperty("isAutomatic").GetBoolean())));
        Assert.Equal("libgreet-2.0", packages[1].GetProperty("needs")[0].GetString());
    }

    [Fact]
    public void What_packages_leave_to_the_first_boot_is_said_when_they_are_unpacked()
    {
        Directory.CreateDirectory(_smol["All"]);
        new PackageBuilder("greet-1.0").File("bin/greet", "hello").Line("@exec echo greeted").Write(_smol["All/greet-1.0.tgz"]);
        File.WriteAllText(_smol["All/pkg_summary"], "PKGNAME=greet-1.0\n\n");
        string[] words = ["ADDPKGS=greet", "--pkgsite", "All"];
        Assert.Contains("which they tell when they are here", Plan(words), StringComparison.Ordinal);
        _smol.MustRun(["build", "web", "--mirror", _release.Server.Root, .. words]);
        Assert.Matches("(?m)^first boot +/etc/rc.first +greet-1.0: .*echo greeted", Plan(words));
    }

    [Fact]
    public void A_script_is_said_to_run_where_it_will()
    {
        Directory.CreateDirectory(_smol["root/usr/bin"]);
        File.WriteAllText(_smol["root/usr/bin/tool"], "\u007fELF");
        File.SetUnixFileMode(_smol["root/usr/bin/tool"], (UnixFileMode)0x1ED);
        WriteScript("10-own.sh", "echo hello >etc/motd\n");
        WriteScript("20-tool.sh", "usr/bin/tool --help\n");
        WriteScript("30-last.sh", "true\n");

        string plan = Plan("--root", "root");
        Assert.Matches("(?m)^postinst +10-own.sh +in the sandbox$", plan);
        Assert.Matches("(?m)^postinst +20-tool.sh +at the build boot: postinst/20-tool.sh runs usr/bin/tool, a program of the image, which this host can't run$", plan);
        Assert.Matches("(?m)^postinst +30-last.sh +at the build boot: postinst/20-tool.sh runs", plan);
        Assert.Matches("(?m)^postinst +10-own.sh +is left out: --postinst=skip says so$", Plan("--postinst", "skip"));
        Assert.Matches("(?m)^postinst +10-own.sh +on this host, with all your rights: --postinst=host says so$", Plan("--postinst", "host"));
        Assert.DoesNotMatch("10-own|20-tool", Plan("SVCIMG=30-last"));
        File.WriteAllText(_smol["service/web/NETBSD_ONLY"], "");
        Assert.Matches("(?m)^postinst +10-own.sh +at the build boot: NETBSD_ONLY says so$", Plan());
    }

    [Fact]
    public void What_the_command_line_adds_is_in_the_plan()
    {
        File.WriteAllText(_smol["netbsd"], "a kernel");
        string plan = Plan("--kernel", "netbsd", "-o", "my.img", "FS=ext2", "MINIMIZE=+3", "MOUNTRO=n", "CURLSH=http://127.0.0.1:9/last.sh");
        Assert.Matches("(?m)^overlay +/netbsd +netbsd, 1 file$", plan);
        Assert.Matches("(?m)^script +last.sh +http://127.0.0.1:9/last.sh, to be fetched$", plan);
        Assert.Matches("(?m)^image +my.img +partition webroot, ext2, mounted rw,noatime, as large as its files need and 3 MiB more$", plan);
        Assert.Matches("(?m)^option +FS=ext2 +command line$", plan);
    }

    [Fact]
    public void What_can_t_be_built_has_no_plan()
    {
        SmolResult result = _smol.Run("build", "web", "--plan", "ADDSETS=./nowhere.tar", "--mirror", _release.Server.Root);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("./nowhere.tar: there is no such file or folder", result.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Steps(JsonDocument plan, string kind) =>
        plan.RootElement.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("step").GetString() == kind);

    private void WriteScript(string name, string text)
    {
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol[$"service/web/postinst/{name}"], text);
    }

    private JsonDocument JsonPlan(params string[] more) =>
        JsonDocument.Parse(_smol.MustRun(["build", "web", "--plan", "--format", "json", "--mirror", _release.Server.Root, .. more]));

    /// <summary>The plan with the mirror's address taken out.</summary>
    private string Plan(params string[] more) =>
        AddressPattern().Replace(_smol.MustRun(["build", "web", "--plan", "--mirror", _release.Server.Root, .. more]), "MIRROR/amd64");

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/amd64")]
    private static partial Regex AddressPattern();
}
