using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol service ls|show|new</c>.</summary>
public sealed class ServiceCommandTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void The_list_has_each_service_of_the_catalogue_with_its_readmes_first_sentence()
    {
        string[] lines = _smol.MustRun("service", "ls").TrimEnd().Split('\n')[1..];
        Assert.Equal(Catalogue.Services.Select(row => row.Data), lines.Select(line => line.Split(' ')[0]));

        using JsonDocument listing = JsonDocument.Parse(_smol.MustRun("service", "ls", "--format", "json"));
        Assert.All(listing.RootElement.EnumerateArray(), service =>
        {
            string summary = service.GetProperty("summary").GetString()!;
            Assert.InRange(summary.Length, 20, 160);
            Assert.DoesNotMatch(@"[`*\[\]\n]", summary);
            Assert.NotEmpty(service.GetProperty("sets").EnumerateArray());
        });
        Assert.All(listing.RootElement.EnumerateArray(), service => Assert.Empty(service.GetProperty("unbuilt").EnumerateArray()));
    }

    [Fact]
    public void A_folder_that_is_named_is_listed_alone_and_a_recipe_that_is_not_understood_says_why()
    {
        Directory.CreateDirectory(_smol["mine/web/etc"]);
        Directory.CreateDirectory(_smol["mine/common"]);
        Directory.CreateDirectory(_smol["mine/bad"]);
        File.WriteAllText(_smol["mine/web/options.mk"], "SETS=base\nADDSETS=comp:/usr/bin/strip\n");
        File.WriteAllText(_smol["mine/web/README.md"], "<img src=\"a.png\">\n\n# My *web* of [things](http://example.org/)\n");
        File.WriteAllText(_smol["mine/bad/options.mk"], "IMGSIZE=much\n");
        Assert.Equal(
            """
            NAME   GUEST    SETS                       DESCRIPTION
            bad    -                                   (IMGSIZE is 'much', and must be a number of MiB)
            web    netbsd   base comp:/usr/bin/strip   My web of things

            """, _smol.MustRun("service", "ls", "--services", "mine"));
    }

    [Fact]
    public void A_service_is_shown_with_the_place_of_each_value()
    {
        Directory.CreateDirectory(_smol["service/web/etc/www"]);
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "");
        File.WriteAllText(_smol["service/web/etc/www/a page.html"], "");
        File.WriteAllText(_smol["service/web/postinst/10-x.sh"], "");
        File.WriteAllText(_smol["service/web/options.mk"], "# ours\nIMGSIZE=64\nADDPKGS=nginx curl\n");
        File.WriteAllText(_smol["service/web/own.mk"], "ADDPKGS+=git-base\nMIRROR=near\n");

        using JsonDocument shown = JsonDocument.Parse(_smol.MustRun("service", "show", "web", "VERS=10", "--format", "json"));
        Dictionary<string, (string?, string?)> options = shown.RootElement.GetProperty("options").EnumerateArray()
            .ToDictionary(option => option.GetProperty("name").GetString()!, option => (option.GetProperty("value").GetString(), option.GetProperty("place").GetString()));
        Assert.Equal(("64", "service/web/options.mk:2"), options["IMGSIZE"]);
        Assert.Equal(("nginx curl git-base", "service/web/own.mk:1"), options["ADDPKGS"]);
        Assert.Equal(("10", "command line"), options["VERS"]);
        Assert.Equal(("256", "default"), options["MEM"]);
        Assert.Equal(("base etc", "default"), options["SETS"]);
        Assert.Equal(("near", "service/web/own.mk:2"), options["MIRROR"]);
        Assert.Equal(["/etc/rc", "/etc/www/a page.html"], shown.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.Equal(["nginx", "curl", "git-base"], shown.RootElement.GetProperty("packages").EnumerateArray().Select(package => package.GetString()));
        Assert.Equal(["10-x.sh"], shown.RootElement.GetProperty("scripts").EnumerateArray().Select(script => script.GetString()));
        Assert.Matches(@"(?m)^  IMGSIZE +64 +service/web/options\.mk:2$", _smol.MustRun("service", "show", "web"));
    }

    [Fact]
    public void A_service_that_a_build_refuses_is_shown_with_what_is_in_the_way()
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/options.mk"], "PORT=8080\n");
        string shown = _smol.MustRun("service", "show", "web");
        Assert.Contains("sets PORT, which is said in another way here", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_service_is_one_that_builds()
    {
        Assert.Equal("service/web\n", _smol.MustRun("service", "new", "web"));
        Assert.Equal("", Oracle.MustRun("shellcheck", "-s", "sh", "-e", "SC1091", _smol["service/web/etc/rc"]));
        Assert.True(File.GetUnixFileMode(_smol["service/web/etc/rc"]).HasFlag(UnixFileMode.UserExecute));
        Assert.StartsWith("# web\n", File.ReadAllText(_smol["service/web/README.md"]), StringComparison.Ordinal);
        Assert.Equal("web-amd64:latest\n", _smol.MustRun("build", "web", "GUEST=linux", "--sets", DebianPackages.Folder));
        Assert.Contains("basicrc", _smol.MustRun("image", "ls", "web:/etc/include"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_service_may_begin_as_a_copy_that_goes_by_its_own_name()
    {
        Assert.Equal("mine/proxy\n", _smol.MustRun("service", "new", "proxy", "--from", "nginx", "--services", "mine"));
        string readme = File.ReadAllText(_smol["mine/proxy/README.md"]);
        Assert.StartsWith("# proxy\n\nnginx on port 80", readme, StringComparison.Ordinal);
        Assert.Contains("\nsmol build proxy\n", readme, StringComparison.Ordinal);
        Assert.Contains("\n# proxy: ", File.ReadAllText(_smol["mine/proxy/etc/rc"]), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Catalogue.Folder, "nginx/etc/nginx/nginx.conf")), File.ReadAllText(_smol["mine/proxy/etc/nginx/nginx.conf"]));
    }

    [Theory]
    [InlineData("Web", "'Web' can't be the name of a service")]
    [InlineData("../web", "'../web' can't be the name of a service")]
    [InlineData("common", "'common' can't be the name of a service")]
    [InlineData("there", "service/there: is there already")]
    public void A_name_that_can_t_be_one_or_is_taken_is_refused(string name, string problem)
    {
        Directory.CreateDirectory(_smol["service/there"]);
        SmolResult result = _smol.Run("service", "new", name);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
        Assert.Equal([_smol["service/there"]], Directory.GetFileSystemEntries(_smol["service"]));
    }

    [Fact]
    public void A_copy_of_what_is_not_there_leaves_nothing_and_one_of_a_fifo_does_not_wait()
    {
        SmolResult missing = _smol.Run("service", "new", "web", "--from", "ngnix");
        Assert.Equal(1, missing.Code);
        Assert.Contains("no such service", missing.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_smol["service"]));

        Directory.CreateDirectory(_smol["other/odd/etc"]);
        Oracle.MustRun("mkfifo", _smol["other/odd/etc/fifo"]);
        _smol.MustRun("service", "new", "web", "--from", "./other/odd");
        Assert.Equal(0, new FileInfo(_smol["service/web/etc/fifo"]).Length);
    }
}
