using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol service check</c>: what is wrong with a service is found, and what is right is left alone.</summary>
public sealed class ServiceCheckTests : IDisposable
{
    private const string GoodRc = "#!/bin/sh\n. /etc/include/basicrc\n\"$SHELL\"\n. /etc/include/shutdown\n";

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void A_new_service_has_nothing_wrong()
    {
        _smol.MustRun("service", "new", "web");
        Assert.Equal("", _smol.MustRun("service", "check", "web"));
        Assert.Equal("", _smol.MustRun("service", "check", "./service/web"));
    }

    [Theory]
    [InlineData("options.mk", "IMGSIZ=12\n", "options.mk:1: warning: unknown variable IMGSIZ (did you mean IMGSIZE?)")]
    [InlineData("options.mk", "IMGSIZE=12\nMOUNTRO=y\n", "options.mk:1: note: IMGSIZE counts for nothing with MOUNTRO")]
    [InlineData("etc/rc", "#!/bin/sh\n. /etc/include/basicrc\nwhile :\n. /etc/include/shutdown\n", "etc/rc:5: error: sh does not understand it: ")]
    [InlineData("etc/rc", "#!/bin/sh\nsh\n. /etc/include/shutdown\n", "etc/rc: warning: does not source /etc/include/basicrc")]
    [InlineData("etc/rc", "#!/bin/sh\nmount -a\nsh\n. /etc/include/shutdown\n", "etc/rc: note: does not source /etc/include/basicrc")]
    [InlineData("etc/rc", "#!/bin/sh\n# . /etc/include/shutdown\n. /etc/include/basicrc\nsh # and on\n", "etc/rc:4: warning: does not end with /etc/include/shutdown")]
    [InlineData("etc/rc", "#!/bin/sh\nif true; then . /etc/include/basicrc >/dev/null; fi\n(cd /dev && sh MAKEDEV all)\n. /etc/include/shutdown\n", "etc/rc:3: note: runs MAKEDEV")]
    [InlineData("etc/rc.local", "#!/bin/sh\nfi\n", "etc/rc.local:2: error: sh does not understand it: ")]
    [InlineData("postinst/10-a.sh", "$FETCH -o x \\\n http://example.org/x\n", "postinst/10-a.sh:1: warning: fetches something")]
    [InlineData("postinst/10-a.sh", "true && curl -O http://example.org/\n", "postinst/10-a.sh:1: warning: fetches something")]
    [InlineData("postinst/10-a.sh", "\n/usr/sbin/pkg_add x\n", "postinst/10-a.sh:2: warning: runs /usr/sbin/pkg_add")]
    [InlineData("postinst/10-a.sh", "chroot . pwd_mkdb -p /etc/master.passwd\n", "postinst/10-a.sh:1: note: runs a program of the image by chroot")]
    [InlineData("postinst/10-a.sh", "keygen=/usr/bin/ssh-keygen\n", "postinst/10-a.sh:1: warning: makes keys")]
    public void Each_thing_is_found_at_its_place_and_alone(string file, string text, string finding)
    {
        Write("web", "etc/rc", GoodRc);
        Write("web", file, text);
        SmolResult result = _smol.Run("service", "check", "web");
        string line = Assert.Single(result.Output.TrimEnd().Split('\n'));
        Assert.StartsWith("service/web/" + finding, line, StringComparison.Ordinal);
        Assert.Equal(finding.Contains(": error: ", StringComparison.Ordinal) ? 1 : 0, result.Code);
    }

    [Theory]
    [InlineData("echo 'curl it'; # curl\n")]
    [InlineData("cat <<EOF\ncurl http://example.org/\npkg_add x\nEOF\n")]
    [InlineData("cp /dev/MAKEDEV etc; ls usr/pkg_add\n")]
    [InlineData("grep curl etc/x; echo $FETCHED; rm -f usr/bin/ftp\n")]
    public void What_only_looks_like_it_is_not_found(string script)
    {
        Write("web", "etc/rc", GoodRc);
        Write("web", "postinst/10-a.sh", script);
        Assert.Equal("", _smol.MustRun("service", "check", "web"));
    }

    [Fact]
    public void Who_comes_with_smolbsds_tree_is_told_what_is_different()
    {
        Directory.CreateDirectory(_smol["service/common"]);
        File.WriteAllText(_smol["service/common/basicrc"], "mount -a\n");
        File.WriteAllText(_smol["service/common/shutdown"], "halt -lq\n");
        Write("web", "etc/rc", GoodRc);
        Write("web", "options.mk", "ADDPKGS=nginx\n");
        Write("web", "postinst/10-a.sh", "cp /etc/MAKEDEV dev\n");
        string[] lines = _smol.MustRun("service", "check", "web").TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("service/web/options.mk:1: note: packages come with all that they need", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("service/web/postinst: note: scripts run in a sandbox", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("service/common/shutdown: note: is not smol's", lines[2].Replace(Path.GetDirectoryName(_smol["service"]) + "/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_rc_is_a_smolerfiles_leftover_unless_it_is_a_recipe()
    {
        Write("left", "README.md", "# left\n");
        Write("boxed", "options.mk", "IMGSIZE=20\n");
        Write("boxed", "../../smolerfiles/Dockerfile.boxed", "FROM base\n");
        Write("own", "options.mk", "SETS=base etc\n");
        string[] lines = _smol.MustRun("service", "check", "--services", "service").TrimEnd().Split('\n');
        Assert.Equal(
            [
                "service/boxed: warning: has no etc/rc: a SMOLerfile's leftover, not a service (the recipe is smolerfiles/Dockerfile.boxed)",
                "service/left: warning: has no etc/rc: a SMOLerfile's leftover, not a service",
                "service/own: note: has no etc/rc: that of its sets, or another first process, starts the machine",
            ], lines);
    }

    [Fact]
    public void What_can_t_be_built_is_an_error_with_its_place()
    {
        Write("web", "etc/rc", GoodRc);
        Write("web", "options.mk", "IMGSIZE=many\n");
        Write("ship", "etc/rc", GoodRc);
        Write("ship", "NETBSD_ONLY", "");
        Write("ship", "postinst/10-a.sh", "pkg_add x\n");
        SmolResult result = _smol.Run("service", "check", "web", "ship", "nowhere");
        Assert.Equal(1, result.Code);
        Assert.Equal(
            [
                "service/web/options.mk:1: error: IMGSIZE is 'many', and must be a number of MiB",
                "nowhere: error: no such service",
            ], result.Output.TrimEnd().Split('\n').Select(line => line.Split(" (")[0]));
        Assert.Contains("3 services: 2 errors, 0 warnings, 0 notes", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_that_rc_calls_by_path_are_looked_for_in_sets_that_are_here()
    {
        Write("web", "etc/rc",
            "#!/bin/sh\n. /etc/include/basicrc\n/usr/bin/here -x\n/usr/bin/gone --now\n[ -x /usr/bin/maybe ] && /usr/bin/maybe\n/usr/bin/made\n/tmp/later\n/etc/rc.d/own start\n. /etc/include/shutdown\n");
        Write("web", "etc/rc.d/own", "#!/bin/sh\n");
        Write("web", "postinst/10-a.sh", "cp bin/sh usr/bin/made\n");
        Assert.DoesNotContain("gone", _smol.MustRun("service", "check", "web"), StringComparison.Ordinal);

        foreach (string set in (string[])["base", "etc"])
        {
            Directory.CreateDirectory(_smol[$"tree/{set}/usr/bin"]);
            Directory.CreateDirectory(_smol["sets"]);
            File.WriteAllText(_smol["tree/base/usr/bin/here"], "");
            Oracle.MustRun("tar", "-C", _smol[$"tree/{set}"], "-cf", _smol[$"sets/{set}.tar"], ".");
        }
        string[] lines = [.. _smol.MustRun("service", "check", "web", "--sets", "sets").Split('\n').Where(line => line.Contains(": runs ", StringComparison.Ordinal))];
        Assert.StartsWith("service/web/etc/rc:4: warning: runs /usr/bin/gone, which neither the sets nor the packages nor etc/ have", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogue_has_no_warning_but_of_what_truly_fetches_and_no_error()
    {
        SmolResult result = _smol.Run("service", "check", "--format", "json");
        using JsonDocument services = JsonDocument.Parse(result.Output);
        Assert.Equal(Catalogue.Services.Select(row => row.Data), services.RootElement.EnumerateArray().Select(service => service.GetProperty("name").GetString()));
        foreach (JsonElement service in services.RootElement.EnumerateArray())
        {
            bool fetches = Catalogue.NeedMore.TryGetValue(service.GetProperty("name").GetString()!, out string? refusal) && refusal.Contains("--network", StringComparison.Ordinal);
            string[] warnings = [.. Findings(service, "warning")];
            Assert.Equal(fetches, warnings.Any(text => text.StartsWith("fetches something", StringComparison.Ordinal)));
            Assert.Empty(Findings(service, "error"));
            Assert.Equal(fetches, warnings.Length > 0);
        }
    }

    private static IEnumerable<string> Findings(JsonElement service, string severity) =>
        service.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("severity").GetString() == severity).Select(finding => finding.GetProperty("text").GetString()!);

    private void Write(string service, string file, string text)
    {
        string path = Path.GetFullPath(_smol[$"service/{service}/{file}"]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(_smol[$"service/{service}"]);
        File.WriteAllText(path, text);
    }
}
