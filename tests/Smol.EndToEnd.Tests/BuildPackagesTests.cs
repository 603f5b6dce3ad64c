using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

/// <summary>Packages of a site on the network, in an image.</summary>
public sealed class BuildPackagesTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();
    private readonly TestMirror _site;

    public BuildPackagesTests()
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/web/options.mk"], "ADDPKGS=\tgreet\nMINIMIZE=y\n");
        Directory.CreateDirectory(_smol["All"]);
        _site = new(_smol["All"]);
        Offer("1.0");
    }

    public void Dispose()
    {
        _site.Dispose();
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void They_are_fetched_with_what_they_need_installed_registered_and_locked()
    {
        Build();
        Assert.Equal("hello 1.0", _smol.MustRun("image", "cat", "web:/usr/pkg/bin/greet"));
        Assert.Equal("library", _smol.MustRun("image", "cat", "web:/usr/pkg/lib/libgreet.so"));
        Assert.Equal("greet-1.0\n", _smol.MustRun("image", "cat", "web:/usr/pkg/pkgdb/libgreet-2.0/+REQUIRED_BY"));
        Assert.Contains("+INSTALL", _smol.MustRun("image", "cat", "web:/etc/rc.first"), StringComparison.Ordinal);
        string[] locked = [.. File.ReadAllLines(_smol["service/web/smol.lock"]).Where(line => line.StartsWith("package ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])];
        Assert.Equal(["amd64/greet-1.0.tgz", "amd64/libgreet-2.0.tgz", "amd64/pkg_summary"], locked.Select(name => name.Replace(".gz", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_lock_holds_the_versions_until_it_is_renewed()
    {
        Build();
        Offer("1.1");
        Build("--locked");
        Assert.Equal("hello 1.0", _smol.MustRun("image", "cat", "web:/usr/pkg/bin/greet"));
        string changes = _smol.MustRun("lock", "web", "--update", "--mirror", _release.Folder, "--pkgsite", _site.Root);
        Assert.Contains("- package amd64/greet-1.0.tgz\n", changes, StringComparison.Ordinal);
        Assert.Contains("+ package amd64/greet-1.1.tgz ", changes, StringComparison.Ordinal);
        Build("--locked");
        Assert.Equal("hello 1.1", _smol.MustRun("image", "cat", "web:/usr/pkg/bin/greet"));
    }

    [Fact]
    public void A_package_that_is_not_the_one_of_the_lock_is_refused()
    {
        Build();
        _smol.MustRun("cache", "prune", "--all");
        new PackageBuilder("libgreet-2.0").File("lib/libgreet.so", "tampered").Write(_smol["All/libgreet-2.0.tgz"]);
        SmolResult result = _smol.Run("build", "web", "--mirror", _release.Folder, "--pkgsite", _site.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains("libgreet-2.0.tgz: has", result.Errors, StringComparison.Ordinal);
        Assert.Contains("smol.lock pins", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_in_a_folder_serves_as_well_and_fetching_beforehand_makes_a_build_offline()
    {
        _smol.MustRun("fetch", "all", "web", "--mirror", _release.Server.Root, "--pkgsite", _site.Root);
        int asked = _site.Requests.Count + _release.Server.Requests.Count;
        _smol.MustRun("build", "web", "--offline", "--mirror", _release.Server.Root, "--pkgsite", _site.Root);
        Assert.Equal(asked, _site.Requests.Count + _release.Server.Requests.Count);
        _smol.MustRun("build", "web", "-t", "folder", "--mirror", _release.Folder, "--pkgsite", "All");
        Assert.Equal("", _smol.MustRun("image", "diff", "web", "web:folder"));
        Assert.Contains("greet-1.0.tgz", _smol.MustRun("fetch", "packages", "greet", "--pkgsite", "All"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_may_name_the_tag_and_the_command_line_wins()
    {
        Assert.Equal("web-amd64:blue\n", _smol.MustRun("build", "web", "IMGTAG=:blue", "ADDPKGS=", "--mirror", _release.Folder));
        Assert.Equal("web-amd64:green\n", _smol.MustRun("build", "web", "IMGTAG=:blue", "ADDPKGS=", "-t", "green", "--mirror", _release.Folder));
    }

    [Theory]
    [InlineData("ADDPKGS=gret", "gret")]
    [InlineData("ADDPKGS=broken", "broken-1 → libgreet>=3")]
    public void A_package_that_can_t_be_had_is_an_error_and_no_image(string variable, string word)
    {
        SmolResult result = _smol.Run("build", "web", variable, "--mirror", _release.Folder, "--pkgsite", _site.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains(word, result.Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
        Assert.False(File.Exists(_smol["service/web/smol.lock"]));
    }

    private void Build(params string[] more) => _smol.MustRun(["build", "web", "--mirror", _release.Folder, "--pkgsite", _site.Root, .. more]);

    private void Offer(string version)
    {
        new PackageBuilder($"greet-{version}").Line("@pkgdep libgreet>=2.0<3").File("bin/greet", $"hello {version}").Write(_smol[$"All/greet-{version}.tgz"]);
        var library = new PackageBuilder("libgreet-2.0");
        library.Metadata["+INSTALL"] = "#!/bin/sh\n:\n";
        library.File("lib/libgreet.so", "library").Write(_smol["All/libgreet-2.0.tgz"]);
        string summary = $"PKGNAME=greet-{version}\nDEPENDS=libgreet>=2.0<3\n\nPKGNAME=libgreet-2.0\n\nPKGNAME=broken-1\nDEPENDS=libgreet>=3\n\n";
        using var gzip = new System.IO.Compression.GZipStream(File.Create(_smol["All/pkg_summary.gz"]), System.IO.Compression.CompressionLevel.Fastest);
        gzip.Write(System.Text.Encoding.UTF8.GetBytes(summary));
    }
}
