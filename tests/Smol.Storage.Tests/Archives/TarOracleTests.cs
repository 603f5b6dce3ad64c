using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

/// <summary>Archives that others make of a real folder are read as the folder.</summary>
public sealed class TarOracleTests
{
    [Theory]
    [InlineData("v7", "v7")]
    [InlineData("ustar", "ustar")]
    [InlineData("all", "oldgnu")]
    [InlineData("all", "oldgnu", "--sparse")]
    [InlineData("all", "gnu")]
    [InlineData("all", "gnu", "--sparse")]
    [InlineData("all", "pax")]
    [InlineData("all", "pax", "--sparse", "--sparse-version=0.0")]
    [InlineData("all", "pax", "--sparse", "--sparse-version=0.1")]
    [InlineData("all", "pax", "--sparse", "--sparse-version=1.0")]
    public void Gnu_tar(string reach, string format, params string[] options)
    {
        using var scratch = new Scratch();
        using var folder = new NastyFolder(scratch["in"], reach, hasNegativeFraction: format == "pax");
        Oracle.MustRun("tar", ["--create", "--sort=name", $"--format={format}", .. options, "--file", scratch["a.tar"], "--directory", folder.Path, "."]);
        Check(scratch["a.tar"], folder.Lines, hasFractions: format == "pax");
    }

    [Theory]
    [InlineData("v7", "v7tar")]
    [InlineData("ustar", "ustar")]
    [InlineData("long", "gnutar")]
    [InlineData("all", "pax")]
    [InlineData("all", "pax", "--no-read-sparse")]
    public void Bsdtar(string reach, string format, params string[] options)
    {
        using var scratch = new Scratch();
        using var folder = new NastyFolder(scratch["in"], reach);
        Oracle.MustRun("bsdtar", ["-c", "--format", format, .. options, "-f", scratch["a.tar"], "-C", folder.Path, "."]);
        Check(scratch["a.tar"], folder.Lines, hasFractions: format == "pax");
    }

    [Theory]
    [InlineData("ustar", "USTAR_FORMAT")]
    [InlineData("all", "GNU_FORMAT")]
    [InlineData("all", "PAX_FORMAT")]
    public void Python(string reach, string format)
    {
        using var scratch = new Scratch();
        using var folder = new NastyFolder(scratch["in"], reach, hasNegativeFraction: format == "PAX_FORMAT");
        Oracle.MustRun("python3", "-c", "import sys, tarfile; archive = tarfile.open(sys.argv[1], 'w', format=getattr(tarfile, sys.argv[3])); archive.add(sys.argv[2], '.'); archive.close()", scratch["a.tar"], folder.Path, format);
        // Python links files only.
        Check(scratch["a.tar"], folder.Lines, hasFractions: format == "PAX_FORMAT", NastyFolder.WithoutLinksOfOthers);
    }

    [Fact]
    public void Devices_and_large_owners_that_bsdtar_was_told_about()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["in.mtree"], """
            #mtree
            . type=dir mode=0755 uid=0 gid=0 time=1.0
            ./null type=char device=native,2,2 mode=0666 uid=4294967294 gid=2097152 time=3.250000000
            ./ld0 type=block device=native,19,262143 mode=0640 uid=0 gid=5 time=-4.0

            """);
        foreach (string format in new[] { "pax", "gnutar" }) // bsdtar's gnutar has no time before 1970
        {
            Oracle.MustRun("bsdtar", "-c", "--format", format, "-f", scratch["a.tar"], "@" + scratch["in.mtree"]);
            FileTree tree = Read(scratch["a.tar"]);
            var null0 = Assert.IsType<DeviceNode>(tree.Find(TreePath.FromText("null")));
            Assert.Equal((NodeKind.CharacterDevice, 2u, 2u), (null0.Kind, null0.Major, null0.Minor));
            Assert.Equal(new(0x1B6, 4294967294, 2097152, new(3, format == "pax" ? 250_000_000 : 0)), null0.Attributes);
            var disk = Assert.IsType<DeviceNode>(tree.Find(TreePath.FromText("ld0")));
            Assert.Equal((NodeKind.BlockDevice, 19u, 262143u), (disk.Kind, disk.Major, disk.Minor));
            Assert.Equal(new(0x1A0, 0, 5, new(format == "pax" ? -4 : 0)), disk.Attributes);
        }
    }

    internal static FileTree Read(string path)
    {
        using var source = new OpenFileSource(path);
        var bytes = new byte[source.Length];
        source.Read(0, bytes);
        var tree = new FileTree();
        TarOverlay.AddTo(tree, new MemorySource(bytes), bytes.Length);
        return tree;
    }

    private static void Check(string archive, string[] expected, bool hasFractions, Func<string[], string[]>? simplify = null)
    {
        string[] actual = NastyFolder.Describe(Read(archive));
        foreach (Func<string[], string[]> cut in new[] { hasFractions ? null : NastyFolder.WholeSeconds, simplify }.OfType<Func<string[], string[]>>())
            (expected, actual) = (cut(expected), cut(actual));
        Assert.Equal(expected, actual);
    }
}
