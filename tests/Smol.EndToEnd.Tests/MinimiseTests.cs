using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Images that keep only what is needed.</summary>
public sealed class MinimiseTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public MinimiseTests()
    {
        Write("tree/sbin/init", "init");
        Write("tree/bin/sh", "sh");
        Write("tree/bin/date", "date");
        Write("tree/usr/bin/awk", "awk");
        Write("tree/usr/bin/vi", "vi");
        Write("tree/usr/share/doc/book", "book");
        Write("service/web/etc/rc", "#!/bin/sh\ndate\n");
        Write("service/common/sailor.vars", "shipbins=/bin/sh\npackages=\n");
        Write("service/web/sailor.conf", ". /service/common/sailor.vars\nshipbins=\"$shipbins /usr/bin/vi /bin/ksh\"\n");
        Write("service/web/options.mk", "ADDPKGS=greet\nMINIMIZE=y\n");
        Write("service/web/postinst/one.sh", "echo made >usr/share/made\n");
        Directory.CreateDirectory(_smol["sets"]);
        Directory.CreateDirectory(_smol["All"]);
        foreach (string set in (string[])["base", "etc"])
            Oracle.MustRun("tar", "-C", _smol["tree"], "--mode=755", "-cf", _smol[$"sets/{set}.tar"], ".");
        File.WriteAllText(_smol["All/pkg_summary"], "PKGNAME=greet-1.0\nDEPENDS=libgreet>=1\n\nPKGNAME=libgreet-2.0\n\n");
        PackageBuilder greet = new PackageBuilder("greet-1.0").Line("@pkgdep libgreet>=1").File("bin/greet", "hello").File("share/greet", "text");
        greet.Metadata["+INSTALL"] = "#!/bin/sh\nAWK=\"/usr/bin/awk\"\n";
        greet.Write(_smol["All/greet-1.0.tgz"]);
        new PackageBuilder("libgreet-2.0").File("lib/libgreet.so", "library").Write(_smol["All/libgreet-2.0.tgz"]);
    }

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void What_nothing_needs_goes_and_the_rest_has_its_reasons()
    {
        string said = Build().Errors;

        Assert.Contains("sailor.conf:2: not in the image: /bin/ksh", said, StringComparison.Ordinal);
        Assert.Matches(@"minimised: \d+ of \d+ files stay, ", said);
        Assert.Equal("vi", _smol.MustRun("image", "cat", "web:/usr/bin/vi"));
        Assert.Equal("made\n", _smol.MustRun("image", "cat", "web:/usr/share/made"));
        Assert.Equal("library", _smol.MustRun("image", "cat", "web:/usr/pkg/lib/libgreet.so"));
        Assert.Equal("greet-1.0\n", _smol.MustRun("image", "cat", "web:/usr/pkg/pkgdb/libgreet-2.0/+REQUIRED_BY"));
        Assert.DoesNotContain("book", _smol.MustRun("image", "tree", "web"), StringComparison.Ordinal);
        Assert.Equal("", _smol.MustRun("image", "fsck", "web"));
        Assert.Equal("/bin/date: called in line 2 of /etc/rc\n/etc/rc: laid by the service\n", Build("--why", "/bin/date").Output);
        Assert.Equal(
            """
            /usr/pkg/lib/libgreet.so: part of the package /usr/pkg/pkgdb/libgreet-2.0
            /usr/pkg/pkgdb/libgreet-2.0: package that is needed by /usr/pkg/pkgdb/greet-1.0
            /usr/pkg/pkgdb/greet-1.0: package greet, which ADDPKGS names

            """.ReplaceLineEndings("\n"), Build("--why", "/usr/pkg/lib/libgreet.so").Output);
        Assert.Equal("/usr/bin/awk: called in line 2 of /usr/pkg/pkgdb/greet-1.0/+INSTALL", Build("--why", "/usr/bin/awk").Output.Split('\n')[0]);
    }

    [Fact]
    public void Why_writes_no_image_and_says_what_does_not_stay()
    {
        SmolResult why = _smol.Run("build", "./service/web", "--why", "/usr/share/doc/book", "--sets", _smol["sets"], "--pkgsite", _smol["All"]);

        Assert.Equal(1, why.Code);
        Assert.Contains("/usr/share/doc/book: does not stay: nothing that stays needs it", why.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("web-", _smol.MustRun("images"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_minimize_all_stays()
    {
        Build("MINIMIZE=n");
        Assert.Equal("book", _smol.MustRun("image", "cat", "web:/usr/share/doc/book"));
        Assert.Contains("is not minimised", _smol.Run("build", "./service/web", "MINIMIZE=n", "--why", "/bin/sh", "--sets", _smol["sets"], "--pkgsite", _smol["All"]).Errors, StringComparison.Ordinal);
    }

    private SmolResult Build(params string[] more)
    {
        SmolResult result = _smol.Run(["build", "./service/web", .. more, "--sets", _smol["sets"], "--pkgsite", _smol["All"]]);
        Assert.True(result.Code == 0, result.Errors);
        return result;
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_smol[name])!);
        File.WriteAllText(_smol[name], text);
    }
}
