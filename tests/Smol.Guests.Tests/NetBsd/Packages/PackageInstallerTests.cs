using System.Formats.Tar;
using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class PackageInstallerTests : PackageTreeTests
{
    private const UnixFileMode SetIdProgram = (UnixFileMode)0x9ED; // 4755

    [Fact]
    public void Files_get_the_place_mode_and_owner_that_the_list_says()
    {
        PackageBuilder builder = new PackageBuilder("app-1.0")
            .Line("@src /work").Line("@option preserve")
            .File("bin/app", "program", SetIdProgram)
            .Line("@mode 0640").Line("@owner games").Line("@group games").File("etc/app.conf", "x=1").Line("@mode u+x,o+r").File("etc/app.sh", "s").Line("@mode").Line("@owner").Line("@group")
            .Link("lib/libapp.so", "libapp.so.1")
            .Line("bin/same").Member(new UstarTarEntry(TarEntryType.HardLink, "bin/same") { LinkName = "bin/app" })
            .Line("@pkgdir share/app/plugins").Line("@dirrm share/old").Line("@display +DISPLAY")
            .Line("@cwd /opt").File("else", "e").Line("@cd .").File("note", "n").Line("@ignore").Line("+COMMENT");
        var installer = new PackageInstaller(Tree, "x86_64");
        installer.Install(Open(builder), isAutomatic: false);
        Assert.Empty(installer.Finish());

        Assert.Equal((0x9ED, 0u, 0u), Describe("usr/pkg/bin/app"));
        Assert.Equal((0x1A0, 7u, 13u), Describe("usr/pkg/etc/app.conf"));
        Assert.Equal((0x1E4, 7u, 13u), Describe("usr/pkg/etc/app.sh"));
        Assert.Same(Find("usr/pkg/bin/app"), Find("usr/pkg/bin/same"));
        Assert.Equal(2, Find("usr/pkg/bin/app").NameCount);
        Assert.Equal("libapp.so.1", ((SymbolicLinkNode)Find("usr/pkg/lib/libapp.so")).Target.ToString());
        Assert.Equal("program", Text("usr/pkg/bin/app"));
        Assert.Equal(1_700_000_000, Find("usr/pkg/bin/app").Attributes.Modified.Seconds);
        Assert.Equal((0x1ED, 0u, 0u), Describe("usr/pkg/share/app/plugins"));
        Assert.Equal("e", Text("opt/else"));
        Assert.Equal("n", Text("usr/pkg/pkgdb/app-1.0/note"));
    }

    [Fact]
    public void The_database_has_what_pkg_info_reads()
    {
        var lib = new PackageBuilder("lib-2.1").File("lib/libx.so.2", "library");
        var app = new PackageBuilder("app-1.0").Line("@pkgdep lib>=2").Line("@pkgdep lib-[0-9]*").Line("@pkgcfl bad-[0-9]*").File("bin/app", "program");
        app.Metadata["+DEINSTALL"] = "#!/bin/sh\n";
        app.Metadata["+DISPLAY"] = "hello\n";
        var installer = new PackageInstaller(Tree);
        installer.Install(Open(lib), isAutomatic: true);
        installer.Install(Open(app), isAutomatic: false);
        installer.Finish();

        Assert.Equal("automatic=yes\n", Text("usr/pkg/pkgdb/lib-2.1/+INSTALLED_INFO"));
        Assert.Equal("app-1.0\n", Text("usr/pkg/pkgdb/lib-2.1/+REQUIRED_BY"));
        Assert.Null(Tree.Find(TreePath.FromText("usr/pkg/pkgdb/app-1.0/+INSTALLED_INFO")));
        Assert.Null(Tree.Find(TreePath.FromText("usr/pkg/pkgdb/app-1.0/+REQUIRED_BY")));
        Assert.Equal("What app-1.0 is\n", Text("usr/pkg/pkgdb/app-1.0/+COMMENT"));
        Assert.StartsWith("@comment Packaged by the tests\n@name app-1.0\n@cwd /usr/pkg\n@pkgdep lib>=2\n", Text("usr/pkg/pkgdb/app-1.0/+CONTENTS"), StringComparison.Ordinal);
        foreach ((string name, int permissions) in new[] { ("+CONTENTS", 0x1A4), ("+DESC", 0x124), ("+DEINSTALL", 0x16D), ("+DISPLAY", 0x124), ("+BUILD_INFO", 0x124), ("+SIZE_PKG", 0x124), ("+SIZE_ALL", 0x124), ("+BUILD_VERSION", 0x124) })
            Assert.Equal((permissions, 0u, 0u), Describe("usr/pkg/pkgdb/app-1.0/" + name));

        var again = PackageDatabase.Read(Tree);
        Assert.Equal(["app-1.0", "lib-2.1"], again.Installed.Select(package => package.Name.Full));
        Assert.Equal(["bad-[0-9]*"], again.Installed.First().Conflicts);
        // What is there serves what comes later.
        var later = new PackageInstaller(Tree);
        later.Install(Open(new PackageBuilder("tool-1").Line("@pkgdep {lib,other}>=1").File("bin/tool", "t")), isAutomatic: false);
        later.Finish();
        Assert.Equal("app-1.0\ntool-1\n", Text("usr/pkg/pkgdb/lib-2.1/+REQUIRED_BY"));
    }

    [Fact]
    public void What_needs_a_running_NetBSD_is_told_in_its_order()
    {
        Put("usr/sbin/pkg_admin", "");
        var builder = new PackageBuilder("it's-1", "/usr/pkg").Line("@exec echo %D 100%% %z").File("bin/a b", "x").Line("@exec touch %F %D/%F %B %f").Line("@unexec rm %F");
        builder.Metadata["+INSTALL"] = "#!/bin/sh\n";
        var installer = new PackageInstaller(Tree);
        installer.Install(Open(builder), isAutomatic: false);
        IReadOnlyList<DeferredCommand> deferred = installer.Finish();
        const string Environment = "env PKG_PREFIX=/usr/pkg PKG_METADATA_DIR='/usr/pkg/pkgdb/it'\\''s-1' PKG_REFCOUNT_DBDIR=/usr/pkg/pkgdb.refcount";
        Assert.Equal(
            [
                $"PreInstall cd '/usr/pkg/pkgdb/it'\\''s-1' && {Environment} ./+INSTALL 'it'\\''s-1' PRE-INSTALL",
                "Execute cd /usr/pkg && echo /usr/pkg 100%% %z",
                "Execute cd /usr/pkg && touch 'bin/a b' /usr/pkg/'bin/a b' /usr/pkg/bin 'a b'",
                $"PostInstall cd '/usr/pkg/pkgdb/it'\\''s-1' && {Environment} ./+INSTALL 'it'\\''s-1' POST-INSTALL",
                "RebuildDatabase /usr/sbin/pkg_admin rebuild",
            ],
            deferred.Select(command => $"{command.Kind} {command.ShellLine}"));
        Assert.Empty(installer.Finish());
    }

    [Fact]
    public void A_circle_of_dependencies_is_registered()
    {
        var installer = new PackageInstaller(Tree);
        installer.Install(Open(new PackageBuilder("a-1").Line("@pkgdep b>=1").File("a", "")), isAutomatic: false);
        installer.Install(Open(new PackageBuilder("b-1").Line("@pkgdep a>=1").File("b", "")), isAutomatic: true);
        installer.Finish();
        Assert.Equal("b-1\n", Text("usr/pkg/pkgdb/a-1/+REQUIRED_BY"));
        Assert.Equal("a-1\n", Text("usr/pkg/pkgdb/b-1/+REQUIRED_BY"));
    }

    [Fact]
    public void A_dependency_that_is_not_there_is_told()
    {
        var installer = new PackageInstaller(Tree);
        installer.Install(Open(new PackageBuilder("a-1").Line("@pkgdep b>=1")), isAutomatic: false);
        Assert.Equal("a-1: it depends on b>=1, and nothing that satisfies it is installed", Assert.Throws<SmolException>(installer.Finish).Message);
    }

    [Theory]
    [InlineData("a-1.tgz")]
    [InlineData("a-package-with-a-long-name-1.tgz")]
    public void A_signed_package_is_read_and_its_signature_is_not_believed(string name)
    {
        byte[] inner = File.ReadAllBytes(new PackageBuilder("a-1").File("x", "1").Write(Scratch["inner.tgz"]));
        using (FileStream output = File.Create(Scratch["signed.tgz"]))
        {
            output.Write("!<arch>\n"u8);
            foreach ((string member, byte[] content) in new[] { ("+PKG_HASH", "pkgsrc signature\n"u8.ToArray()), ("+PKG_SIGNATURE", "sig"u8.ToArray()), (name, inner) })
            {
                // As libarchive's ar_bsd writes it.
                bool isLong = member.Length > 16;
                byte[] data = isLong ? [.. Encoding.ASCII.GetBytes(member), .. content] : content;
                output.Write(Encoding.ASCII.GetBytes($"{(isLong ? $"#1/{member.Length}" : member),-16}{0,-12}{0,-6}{0,-6}{"100644",-8}{data.Length,-10}`\n"));
                output.Write(data);
                if (data.Length % 2 != 0)
                    output.WriteByte((byte)'\n');
            }
        }
        PackageArchive package = PackageArchive.Open(Scratch["signed.tgz"], new(Scratch["cache"]));
        Opened.Add(package);
        Assert.True(package.IsSigned);
        new PackageInstaller(Tree).Install(package, false);
        Assert.Equal("1", Text("usr/pkg/x"));
    }

    [Theory]
    [InlineData("xz -c")]
    [InlineData("zstd -qc")]
    [InlineData("cat")]
    public void Packages_are_read_however_they_are_compressed(string command)
    {
        string plain = new PackageBuilder("a-1").File("x", "1").Write(Scratch["plain.tgz"]);
        Oracle.Find(command.Split(' ')[0]);
        Oracle.MustRun("sh", "-c", $"gzip -dc '{plain}' | {command} >'{Scratch["other"]}'");
        PackageArchive package = PackageArchive.Open(Scratch["other"], new(Scratch["cache"]));
        Opened.Add(package);
        Assert.Equal("a-1", package.Name.Full);
    }

    [Theory]
    [InlineData("", "/usr/pkg/pkgdb")]
    [InlineData("usr/sbin/pkg_info=code /var/db/pkg\0 code", "/var/db/pkg")]
    [InlineData("usr/sbin/pkg_info=code /usr/pkg/pkgdb\0 /var/db/pkg\0", "/usr/pkg/pkgdb")]
    [InlineData("usr/sbin/pkg_info=code /var/db/pkg\0|etc/pkg_install.conf=VERBOSE_NETIO=1\nPKG_DBDIR=/data/pkgdb\n", "/data/pkgdb")]
    [InlineData("usr/sbin/pkg_info=code /var/db/pkg\0|etc/mk.conf=PKG_DBDIR?=\t/data/pkgdb\n", "/var/db/pkg")]
    [InlineData("etc/mk.conf=#PKG_DBDIR=/no\nPKG_DBDIR?=\t/data/pkgdb\n", "/data/pkgdb")]
    [InlineData("usr/pkg/etc/pkg_install.conf=PKG_DBDIR=/usr/pkg/db/\n", "/usr/pkg/db")]
    public void The_database_is_where_the_trees_own_tools_look(string files, string folder)
    {
        foreach (string[] file in files.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(file => file.Split('=', 2)))
            Put(file[0], file[1]);
        Assert.Equal(folder, PackageDatabase.Read(Tree).Folder.ToString());
    }

    [Fact]
    public void A_place_of_the_database_that_is_none_is_refused()
    {
        Put("etc/pkg_install.conf", "PKG_DBDIR=/../x\n");
        Assert.Contains("/etc/pkg_install.conf in the tree", Assert.Throws<SmolException>(() => PackageDatabase.Read(Tree)).Message, StringComparison.Ordinal);
    }
}
