using System.Formats.Tar;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class PackageRefusalTests : PackageTreeTests
{
    [Theory]
    [InlineData("usr/pkg/bin/app", "bin/app")]
    [InlineData("usr/pkg/bin/app", "alias/app")] // The same file by another way.
    public void A_file_of_another_package_is_a_conflict_that_names_both(string _, string path)
    {
        Put("usr/pkg/bin/app", "older, of nobody");
        Tree.Put(TreePath.FromText("usr/pkg/alias"), new SymbolicLinkNode(default, ByteString.FromText("bin")));
        var installer = new PackageInstaller(Tree);
        installer.Install(Open(new PackageBuilder("one-1").File("bin/app", "1")), isAutomatic: false);
        Assert.Equal("1", Text("usr/pkg/bin/app"));
        SmolException refused = Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("two-1").File(path, "2")), isAutomatic: false));
        Assert.Contains($"/usr/pkg/{path} of two-1 belongs to one-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_is_not_installed_twice_nor_beside_another_version()
    {
        var installer = new PackageInstaller(Tree);
        installer.Install(Open(new PackageBuilder("a-1")), isAutomatic: false);
        Assert.Contains("is installed already", Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("a-1")), false)).Message, StringComparison.Ordinal);
        Assert.Contains("a-1 is installed, and two versions", Assert.Throws<SmolException>(() => installer.Install(Open(new PackageBuilder("a-2")), false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_another_machine_is_refused()
    {
        var installer = new PackageInstaller(Tree, "aarch64");
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
        { "'nobody-here' is no user that the tree knows", builder => builder.Line("@owner nobody-here") },
        { "'nobody-here' is no group that the tree knows", builder => builder.Line("@group nobody-here") },
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
        SmolException refused = Assert.Throws<SmolException>(() => new PackageInstaller(Tree).Install(Open(builder), false));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(Scratch.Folder, refused.Message, StringComparison.Ordinal);
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
        string whole = new PackageBuilder("a-1").File("x", new string('x', 3000)).Write(Scratch["whole.tgz"]);
        byte[] bytes = File.ReadAllBytes(whole);
        for (int length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(Scratch["cut.tgz"], bytes[..length]);
            Assert.Throws<SmolException>(() => PackageArchive.Open(Scratch["cut.tgz"], new(Scratch["cut-cache"])));
        }
    }

    [Fact]
    public void A_package_with_wrong_bytes_anywhere_is_refused_or_installed()
    {
        var builder = new PackageBuilder("a-1").Line("@mode u+x").File("bin/x", "text").Line("@owner root").Link("l", "bin/x").Line("@exec ls %F").Line("@pkgdir d/e").Line("@pkgdep b>=1");
        Oracle.MustRun("sh", "-c", $"gzip -dc '{builder.Write(Scratch["whole.tgz"])}' >'{Scratch["whole.tar"]}'");
        byte[] whole = File.ReadAllBytes(Scratch["whole.tar"]);
        var random = new Random(4);
        int refused = 0;
        for (int round = 0; round < TestCount.Of(400, 20_000); round++)
        {
            byte[] wrong = [.. whole];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                wrong[random.Next(wrong.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(Scratch["wrong.tar"], wrong);
            try
            {
                using var package = PackageArchive.Open(Scratch["wrong.tar"], new(Scratch["cache"]));
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
}
