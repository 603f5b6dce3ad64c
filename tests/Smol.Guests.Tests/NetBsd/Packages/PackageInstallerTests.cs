using System.Formats.Tar;
using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class PackageInstallerTests : IDisposable
{
    private const UnixFileMode SetIdProgram = (UnixFileMode)0x9ED; // 4755

    private readonly Scratch _scratch = new();
    private readonly FileTree _tree = new(new(5));
    private readonly List<PackageArchive> _open = [];

    public PackageInstallerTests()
    {
        Put("etc/passwd", "root:*:0:0::/root:/bin/sh\ngames:*:7:13::/:/sbin/nologin\n");
        Put("etc/group", "wheel:*:0:root\ngames:*:13:\n");
    }

    public void Dispose()
    {
        _open.ForEach(package => package.Dispose());
        _scratch.Dispose();
    }

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
        var installer = new PackageInstaller(_tree, "x86_64");
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
        var installer = new PackageInstaller(_tree);
        installer.Install(Open(lib), isAutomatic: true);
        installer.Install(Open(app), isAutomatic: false);
        installer.Finish();

        Assert.Equal("automatic=yes\n", Text("usr/pkg/pkgdb/lib-2.1/+INSTALLED_INFO"));
        Assert.Equal("app-1.0\n", Text("usr/pkg/pkgdb/lib-2.1/+REQUIRED_BY"));
        Assert.Null(_tree.Find(TreePath.FromText("usr/pkg/pkgdb/app-1.0/+INSTALLED_INFO")));
        Assert.Null(_tree.Find(TreePath.FromText("usr/pkg/pkgdb/app-1.0/+REQUIRED_BY")));
        Assert.Equal("What app-1.0 is\n", Text("usr/pkg/pkgdb/app-1.0/+COMMENT"));
        Assert.StartsWith("@comment Packaged by the tests\n@name app-1.0\n@cwd /usr/pkg\n@pkgdep lib>=2\n", Text("usr/pkg/pkgdb/app-1.0/+CONTENTS"), StringComparison.Ordinal);
        foreach ((string name, int permissions) in new[] { ("+CONTENTS", 0x1A4), ("+DESC", 0x124), ("+DEINSTALL", 0x16D), ("+DISPLAY", 0x124), ("+BUILD_INFO", 0x124), ("+SIZE_PKG", 0x124), ("+SIZE_ALL", 0x124), ("+BUILD_VERSION", 0x124) })
            Assert.Equal((permissions, 0u, 0u), Describe("usr/pkg/pkgdb/app-1.0/" + name));

        var again = PackageDatabase.Read(_tree);
        Assert.Equal(["app-1.0", "lib-2.1"], again.Installed.Select(package => package.Name.Full));
        Assert.Equal(["bad-[0-9]*"], again.Installed.First().Conflicts);
        // What is there serves what comes later.
        var later = new PackageInstaller(_tree);
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
        var installer = new PackageInstaller(_tree);
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
        var installer = new PackageInstaller(_tree);
        installer.Install(Open(new PackageBuilder("a-1").Line("@pkgdep b>=1").File("a", "")), isAutomatic: false);
        installer.Install(Open(new PackageBuilder("b-1").Line("@pkgdep a>=1").File("b", "")), isAutomatic: true);
        installer.Finish();
        Assert.Equal("b-1\n", Text("usr/pkg/pkgdb/a-1/+REQUIRED_BY"));
        Assert.Equal("a-1\n", Text("usr/pkg/pkgdb/b-1/+REQUIRED_BY"));
    }

    [Fact]
    public void A_dependency_that_is_not_there_is_told()
    {
        var installer = new PackageInstaller(_tree);
        installer.Install(Open(new PackageBuilder("a-1").Line("@pkgdep b>=1")), isAutomatic: false);
        Assert.Equal("a-1: it depends on b>=1, and nothing that satisfies it is installed", Assert.Throws<SmolException>(installer.Finish).Message);
    }

    [Theory]
    [InlineData("usr/pkg/bin/app", "bin/app")]
    [InlineData("usr/pkg/bin/app", "alias/app")] // The same file by another way.
    public void A_file_of_another_package_is_a_conflict_that_names_both(string _, string path)
    {
        Put("usr/pkg/bin/app", "older, of nobody");
        _tree.Put(TreePath.FromText("usr/pkg/alias"), new SymbolicLinkNode(default, ByteString.FromText("bin")));
        var installer = new PackageInstaller(_tree);
        installer.Install(Open(new PackageBuilder("one-1").File("bin/app", "1")), isAutomatic: false);
        Assert.Equal("1", Text("usr/pkg/bin/app"));
        SmolException refused = Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("two-1").File(path, "2")), isAutomatic: false));
        Assert.Contains($"/usr/pkg/{path} of two-1 belongs to one-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_is_not_installed_twice_nor_beside_another_version()
    {
        var installer = new PackageInstaller(_tree);
        installer.Install(Open(new PackageBuilder("a-1")), isAutomatic: false);
        Assert.Contains("is installed already", Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("a-1")), false)).Message, StringComparison.Ordinal);
        Assert.Contains("a-1 is installed, and two versions", Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("a-2")), false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_another_machine_is_refused()
    {
        var installer = new PackageInstaller(_tree, "aarch64");
        Assert.Contains("is a package for NetBSD/x86_64, not for NetBSD/aarch64", Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("a-1")), false)).Message, StringComparison.Ordinal);
        var builder = new PackageBuilder("a-1") { Metadata = { ["+BUILD_INFO"] = "OPSYS=Linux\nMACHINE_ARCH=aarch64\n" } };
        Assert.Contains("is a package for Linux/aarch64", Assert.Throws<SmolException>(() => installer.Install(Open(builder), false)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<PackageBuilder>> Damages { get; } = new()
    {
        { "has the MD5 digest", builder => builder.Line("x").Line("@comment MD5:00").Member(Entry("x")) },
        { "leads to 'y', and the packing list says 'z'", builder => builder.Line("x").Line("@comment Symlink:z").Member(new UstarTarEntry(TarEntryType.SymbolicLink, "x") { LinkName = "y" }) },
        { "'x' is in the packing list, and not in the archive", builder => builder.Line("x") },
        { "is in the archive, and not in its packing list", builder => builder.Member(Entry("x")) },
        { "'x' is in the packing list where the archive has 'y'", builder => builder.Line("x").Line("y").Member(Entry("y")).Member(Entry("x")) },
        { "'x' is in the packing list twice", builder => builder.Line("x").Line("x").Member(Entry("x")).Member(Entry("x")) },
        { "the name has '..' in it", builder => builder.Line("../../etc/passwd").Member(Entry("../../etc/passwd")) },
        { "the name is absolute", builder => builder.Line("/etc/passwd").Member(Entry("/etc/passwd")) },
        { "the name has '..' in it", builder => builder.Line("@cwd /usr/../etc").File("x", "") },
        { "is not an absolute path", builder => builder.Line("@cwd etc") },
        { "the name has '..' in it", builder => builder.Line("@pkgdir ../x") },
        { "neither a file nor a link", builder => builder.Line("x").Member(new UstarTarEntry(TarEntryType.CharacterDevice, "x")) },
        { "neither a file nor a link", builder => builder.Line("x/").Member(new UstarTarEntry(TarEntryType.Directory, "x/")) },
        { "is no file of the package before it", builder => builder.Line("x").Member(new UstarTarEntry(TarEntryType.HardLink, "x") { LinkName = "../../etc/passwd" }) },
        { "leaves the root", builder => builder.Link("out", "../../../..").File("out/x", "") },
        { "is a directory in the tree", builder => builder.Line("@cwd /").File("etc", "") },
        { "there is no user 'nobody-here'", builder => builder.Line("@owner nobody-here") },
        { "there is no group 'nobody-here'", builder => builder.Line("@group nobody-here") },
        { "'u+q' is not a mode", builder => builder.Line("@mode u+q") },
        { "there is no file before it", builder => builder.Line("@exec ls %F") },
        { "'@frobnicate' is no command", builder => builder.Line("@frobnicate x") },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void What_is_not_as_it_should_be_is_refused_with_its_place(string problem, Action<PackageBuilder> damage)
    {
        var builder = new PackageBuilder("bad-1");
        damage(builder);
        SmolException refused = Assert.Throws<SmolException>(() => new PackageInstaller(_tree).Install(Open(builder), false));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(_scratch.Folder, refused.Message, StringComparison.Ordinal);
        Assert.Contains("root:", Text("etc/passwd"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+COMMENT")]
    [InlineData("+DESC")]
    [InlineData("+BUILD_INFO")]
    public void An_archive_without_what_all_packages_have_is_none(string missing)
    {
        var builder = new PackageBuilder("a-1");
        builder.Metadata.Remove(missing);
        Assert.Contains("is not a package", Assert.Throws<SmolException>(() => Open(builder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_cut_off_anywhere_is_refused_or_not_begun()
    {
        string whole = new PackageBuilder("a-1").File("x", new string('x', 3000)).Write(_scratch["whole.tgz"]);
        byte[] bytes = File.ReadAllBytes(whole);
        for (int length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(_scratch["cut.tgz"], bytes[..length]);
            Assert.Throws<SmolException>(() => PackageArchive.Open(_scratch["cut.tgz"], new(_scratch["cut-cache"])));
        }
    }

    [Fact]
    public void A_package_with_wrong_bytes_anywhere_is_refused_or_installed()
    {
        var builder = new PackageBuilder("a-1").Line("@mode u+x").File("bin/x", "text").Line("@owner root").Link("l", "bin/x").Line("@exec ls %F").Line("@pkgdir d/e").Line("@pkgdep b>=1");
        Oracle.MustRun("sh", "-c", $"gzip -dc '{builder.Write(_scratch["whole.tgz"])}' >'{_scratch["whole.tar"]}'");
        byte[] whole = File.ReadAllBytes(_scratch["whole.tar"]);
        var random = new Random(4);
        int refused = 0;
        for (int round = 0; round < TestCount.Of(400, 20_000); round++)
        {
            byte[] wrong = [.. whole];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                wrong[random.Next(wrong.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_scratch["wrong.tar"], wrong);
            try
            {
                using var package = PackageArchive.Open(_scratch["wrong.tar"], new(_scratch["cache"]));
                var installer = new PackageInstaller(new(default));
                installer.Install(package, false);
                installer.Finish();
            }
            catch (SmolException)
            {
                refused++;
            }
        }
        Assert.True(refused > 0);
    }

    [Theory]
    [InlineData("a-1.tgz")]
    [InlineData("a-package-with-a-long-name-1.tgz")]
    public void A_signed_package_is_read_and_its_signature_is_not_believed(string name)
    {
        byte[] inner = File.ReadAllBytes(new PackageBuilder("a-1").File("x", "1").Write(_scratch["inner.tgz"]));
        using (FileStream output = File.Create(_scratch["signed.tgz"]))
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
        PackageArchive package = PackageArchive.Open(_scratch["signed.tgz"], new(_scratch["cache"]));
        _open.Add(package);
        Assert.True(package.IsSigned);
        new PackageInstaller(_tree).Install(package, false);
        Assert.Equal("1", Text("usr/pkg/x"));
    }

    [Theory]
    [InlineData("xz -c")]
    [InlineData("zstd -qc")]
    [InlineData("cat")]
    public void Packages_are_read_however_they_are_compressed(string command)
    {
        string plain = new PackageBuilder("a-1").File("x", "1").Write(_scratch["plain.tgz"]);
        Oracle.Find(command.Split(' ')[0]);
        Oracle.MustRun("sh", "-c", $"gzip -dc '{plain}' | {command} >'{_scratch["other"]}'");
        PackageArchive package = PackageArchive.Open(_scratch["other"], new(_scratch["cache"]));
        _open.Add(package);
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
        Assert.Equal(folder, PackageDatabase.Read(_tree).Folder.ToString());
    }

    [Fact]
    public void A_place_of_the_database_that_is_none_is_refused()
    {
        Put("etc/pkg_install.conf", "PKG_DBDIR=/../x\n");
        Assert.Contains("/etc/pkg_install.conf in the tree", Assert.Throws<SmolException>(() => PackageDatabase.Read(_tree)).Message, StringComparison.Ordinal);
    }

    private static UstarTarEntry Entry(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("1"u8.ToArray()) };

    private PackageArchive Open(PackageBuilder builder)
    {
        PackageArchive package = PackageArchive.Open(builder.Write(_scratch[$"package-{_open.Count}.tgz"]), new(_scratch["cache"]));
        _open.Add(package);
        return package;
    }

    private void Put(string path, string text) => _tree.Put(TreePath.FromText(path), new FileNode(default, FileContent.FromBytes(Encoding.Latin1.GetBytes(text))));

    private Node Find(string path) => _tree.Find(TreePath.FromText(path)) ?? throw new InvalidOperationException($"{path} is not in the tree");

    private (int Permissions, uint User, uint Group) Describe(string path) =>
        (Find(path).Attributes.Permissions, Find(path).Attributes.UserId, Find(path).Attributes.GroupId);

    private string Text(string path)
    {
        FileContent content = ((FileNode)Find(path)).Content;
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
