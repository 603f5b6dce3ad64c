using System.Text.Json;
using Smol.Guests.Tests.NetBsd.Packages;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol pkg search|info|deps|files</c> on a repository in a folder.</summary>
public sealed class PackageCommandTests : IDisposable
{
    private const string Summary = """
        PKGNAME=greet-1.0
        DEPENDS=libgreet>=2.0<3
        DEPENDS=libc-[0-9]*
        COMMENT=Says hello
        SIZE_PKG=2048
        PKGPATH=misc/greet
        LICENSE=isc
        OPSYS=NetBSD
        OS_VERSION=11.0
        MACHINE_ARCH=x86_64
        DESCRIPTION=It says
        DESCRIPTION=hello.

        PKGNAME=greet-0.9
        COMMENT=Said hello

        PKGNAME=libgreet-2.1nb3
        DEPENDS=libc-[0-9]*
        COMMENT=Hello for programs

        PKGNAME=libc-1
        COMMENT=The rest

        PKGNAME=broken-1
        DEPENDS=libgreet>=3
        COMMENT=Needs more

        """;

    private readonly SmolProgram _smol = new();

    public PackageCommandTests()
    {
        Directory.CreateDirectory(_smol["All"]);
        File.WriteAllText(_smol["All/pkg_summary"], Summary.ReplaceLineEndings("\n"));
        new PackageBuilder("greet-1.0").File("bin/greet", "x").File("share/greet/words", "y").Write(_smol["All/greet-1.0.tgz"]);
    }

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Search_finds_by_pattern_and_by_word()
    {
        Assert.Equal("greet-1.0   Says hello\ngreet-0.9   Said hello\n", _smol.MustRun("pkg", "search", "--pkgsite", "All", "{greet,libgreet}<2"));
        Assert.Equal("greet-0.9         Said hello\ngreet-1.0         Says hello\nlibgreet-2.1nb3   Hello for programs\n", _smol.MustRun("pkg", "search", "--pkgsite", "All", "HELLO"));
        Assert.Equal(1, _smol.Run("pkg", "search", "--pkgsite", "All", "nothing").Code);
        using var found = JsonDocument.Parse(_smol.MustRun("pkg", "search", "--pkgsite", "All", "--format", "json", "greet>=1"));
        Assert.Equal("isc", found.RootElement[0].GetProperty("license").GetString());
    }

    [Fact]
    public void Info_shows_the_newest()
    {
        string info = _smol.MustRun("pkg", "info", "--pkgsite", "All", "greet");
        foreach (string pattern in (string[])[@"name +greet-1\.0", @"built for +NetBSD 11\.0 x86_64", @"installed size +2\.0 KiB", @"depends on +libgreet>=2\.0<3\n +libc-\[0-9\]\*", @"description +It says\n +hello\."])
            Assert.Matches($"(?m)^{pattern}$", info);
        using var row = JsonDocument.Parse(_smol.MustRun("pkg", "info", "--pkgsite", "All", "--format", "json", "greet-0.9"));
        Assert.Equal("greet-0.9.tgz", row.RootElement.GetProperty("fileName").GetString());
    }

    [Fact]
    public void Deps_lists_what_would_be_installed()
    {
        Assert.Matches(@"\APACKAGE.*\nlibc-1 .* a dependency\nlibgreet-2\.1nb3 .* a dependency\ngreet-1\.0 +2\.0 KiB +itself\n\z", _smol.MustRun("pkg", "deps", "--pkgsite", "All", "greet"));
        Assert.Equal(
            "greet-1.0\n  libgreet-2.1nb3   libgreet>=2.0<3\n    libc-1   libc-[0-9]*\n  libc-1   libc-[0-9]*\n",
            _smol.MustRun("pkg", "deps", "--pkgsite", "All", "--tree", "greet", "libgreet>=2"));
        using var rows = JsonDocument.Parse(_smol.MustRun("pkg", "deps", "--pkgsite", "All", "--format", "json", "greet"));
        Assert.Equal("libc-1", rows.RootElement[2].GetProperty("dependencies")[1].GetProperty("by").GetString());
    }

    [Fact]
    public void Files_lists_where_they_go()
    {
        string expected = "/usr/pkg/bin/greet\n/usr/pkg/share/greet/words\n";
        Assert.Equal(expected, _smol.MustRun("pkg", "files", "All/greet-1.0.tgz"));
        Assert.Equal(expected, _smol.MustRun("pkg", "files", "--pkgsite", "All", "greet"));
        using var files = JsonDocument.Parse(_smol.MustRun("pkg", "files", "--format", "json", "All/greet-1.0.tgz"));
        Assert.Equal(2, files.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("deps --pkgsite All broken", "broken → broken-1 → libgreet>=3: the repository has only libgreet-2.1nb3")]
    [InlineData("info --pkgsite All none", "none: no such package")]
    [InlineData("info --pkgsite . none", "has no pkg_summary.gz, pkg_summary.xz or pkg_summary")]
    [InlineData("files ./greet", "./greet: ")]
    [InlineData("files All/pkg_summary", "All/pkg_summary: not a tar archive")]
    [InlineData("files --pkgsite All libc", "libc-1.tgz: is not there")]
    public void What_is_wrong_is_told(string arguments, string error)
    {
        SmolResult result = _smol.Run(["pkg", .. arguments.Split(' ')]);
        Assert.Equal(1, result.Code);
        Assert.Contains(error, result.Errors, StringComparison.Ordinal);
    }
}
