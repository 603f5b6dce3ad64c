using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class DebPackageTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("xz")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("none")]
    public void A_package_of_dpkg_is_read(string compression)
    {
        string path = Make(compression);
        using DebPackage package = DebPackage.Open(path, new(_scratch["cache"]));

        Assert.Equal("hello", package.Field("Package"));
        Assert.Equal("1.2-3", package.Field("Version"));
        Assert.Equal("says hello\n and more", package.Control["description"]);
        var tree = new FileTree();
        TarOverlay.AddTo(tree, package.Data.Source, package.Data.Length);
        Assert.Equal(6, Assert.IsType<FileNode>(tree.Find(TreePath.FromText("usr/bin/hello"))).Content.Length);
    }

    [Fact]
    public void What_is_cut_off_is_an_error()
    {
        byte[] whole = File.ReadAllBytes(Make("gzip"));
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(_scratch["cut.deb"], whole.AsSpan(0, length));
            Assert.Throws<SmolException>(() => DebPackage.Open(_scratch["cut.deb"], new(_scratch["cache"])));
        }
    }

    [Fact]
    public void Another_file_is_no_package()
    {
        File.WriteAllText(_scratch["text"], "not a package");
        Assert.Contains("is not a Debian package", Assert.Throws<SmolException>(() => DebPackage.Open(_scratch["text"], new(_scratch["cache"]))).Message, StringComparison.Ordinal);
    }

    private string Make(string compression)
    {
        Directory.CreateDirectory(_scratch["tree/DEBIAN"]);
        Directory.CreateDirectory(_scratch["tree/usr/bin"]);
        File.WriteAllText(_scratch["tree/usr/bin/hello"], "hello\n");
        File.WriteAllText(_scratch["tree/DEBIAN/control"], "Package: hello\nVersion: 1.2-3\nArchitecture: amd64\nMaintainer: nobody\nDescription: says hello\n and more\n");
        Oracle.MustRun("dpkg-deb", "--root-owner-group", $"-Z{compression}", "--build", _scratch["tree"], _scratch["hello.deb"]);
        return _scratch["hello.deb"];
    }
}
