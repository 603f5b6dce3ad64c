using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class PackageSummaryTests : IDisposable
{
    private const string Text = """
        PKGNAME=nginx-1.27.3nb1
        DEPENDS=pcre2>=10.42
        DEPENDS=openssl-[0-9]*
        CONFLICTS=nginx-devel-[0-9]*
        COMMENT=Lightweight HTTP server
        SIZE_PKG=1500000
        BUILD_DATE=2026-01-02 03:04:05 +0000
        CATEGORIES=www
        HOMEPAGE=https://nginx.org/
        LICENSE=2-clause-bsd
        MACHINE_ARCH=x86_64
        OPSYS=NetBSD
        OS_VERSION=11.0
        PKGPATH=www/nginx
        PREV_PKGPATH=www/nginx-old
        PROVIDES=/usr/pkg/lib/libngx.so.1
        REQUIRES=/usr/pkg/lib/libpcre2-8.so.0
        SUPERSEDES=nginx-old<2
        FILE_NAME=nginx-1.27.3nb1.tgz
        FILE_SIZE=700000
        FILE_CKSUM=SHA512 00ff
        DESCRIPTION=A server
        DESCRIPTION=
        DESCRIPTION=of	the web

        PKGNAME=pcre2-10.43
        COMMENT=Regular expressions

        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip -c")]
    [InlineData("xz -c")]
    public void It_is_read_compressed_or_not(string command)
    {
        File.WriteAllText(_scratch["plain"], Text.ReplaceLineEndings("\n"));
        Oracle.MustRun("sh", "-c", $"{command} <'{_scratch["plain"]}' >'{_scratch["summary"]}'");
        var summary = PackageSummary.Read(_scratch["summary"]);
        Assert.Equal(["nginx-1.27.3nb1", "pcre2-10.43"], summary.Entries.Select(entry => entry.Name.Full));
        PackageSummaryEntry nginx = summary.Entries[0];
        Assert.Equal(["pcre2>=10.42", "openssl-[0-9]*"], nginx.Depends);
        Assert.Equal(["nginx-devel-[0-9]*"], nginx.Conflicts);
        Assert.Equal(["nginx-old<2"], nginx.Supersedes);
        Assert.Equal(["/usr/pkg/lib/libngx.so.1"], nginx.Provides);
        Assert.Equal(["/usr/pkg/lib/libpcre2-8.so.0"], nginx.Requires);
        Assert.Equal(["A server", "", "of the web"], nginx.Description);
        Assert.Equal(("Lightweight HTTP server", "nginx-1.27.3nb1.tgz", 700000, "SHA512 00ff", 1500000, "www/nginx"),
            (nginx.Comment, nginx.FileName, nginx.FileSize, nginx.FileChecksum, nginx.InstalledSize, nginx.Path));
        Assert.Equal("2-clause-bsd", nginx.Find("LICENSE"));
        Assert.Equal("pcre2-10.43.tgz", summary.Entries[1].FileName);
        Assert.Null(summary.Entries[1].FileSize);
        Assert.Empty(summary.Entries[1].Depends);
    }

    [Fact]
    public void Entries_across_the_blocks_of_a_large_file_are_whole()
    {
        string[] names = [.. Enumerable.Range(0, 30_000).Select(index => $"package{index:d5}-1")];
        string text = string.Join('\n', names.Select((name, index) => SummaryText.Entry(name) + $"DESCRIPTION={new string('x', index % 300)}\n"));
        var summary = SummaryText.Read(text);
        Assert.Equal(names, summary.Entries.Select(entry => entry.Name.Full));
        Assert.All(summary.Entries.Index(), pair => Assert.Equal(pair.Index % 300, pair.Item.Description[0].Length));
        Assert.Equal(["package00017-1"], summary.Find(PackagePattern.Parse("{package00017,none}>=1")).Select(entry => entry.Name.Full));
    }

    [Fact]
    public void Finding_by_pattern_is_the_same_as_looking_at_all()
    {
        var summary = SummaryText.Of("foo-1", "foo-2", "foo-2nb1", "foo-bar-3", "fo-9", "bar-1", "2foo-1", "foo-2x-1");
        foreach (string text in new[] { "foo", "foo-[0-9]*", "foo>1", "*", "f*", "{foo,bar}-[0-9]*", "{foo>=2,foo<9}", "none", "foo-2" })
        {
            var pattern = PackagePattern.Parse(text);
            Assert.Equal(
                summary.Entries.Where(entry => pattern.Matches(entry.Name.Full)).OrderByDescending(entry => entry.Name).Select(entry => entry.Name.Full),
                summary.Find(pattern).Select(entry => entry.Name.Full));
        }
    }

    [Fact]
    public void A_package_listed_twice_is_there_once_whatever_the_order()
    {
        string one = SummaryText.Of("a-1 D:x", "a-1 D:y").Entries.Single().Depends[0];
        Assert.Equal(one, SummaryText.Of("a-1 D:y", "a-1 D:x").Entries.Single().Depends[0]);
    }

    [Theory]
    [InlineData("PKGNAME=a-1\n\nCOMMENT=x\n", "pkg_summary:3: the package that begins here has no PKGNAME")]
    [InlineData("PKGNAME=a-1\n\n\n\nPKGNAME=b-1\nnothing\n", "pkg_summary:6: the line is not VARIABLE=VALUE")]
    [InlineData("PKGNAME=a-1\nPKGNAME=b-1\n", "pkg_summary:2: the package has a second PKGNAME")]
    [InlineData("PKGNAME=../../etc-1\n", "pkg_summary:1: '../../etc-1' can't be the name of a package")]
    [InlineData("<!DOCTYPE html>\n", "pkg_summary:1: the line is not VARIABLE=VALUE")]
    public void What_is_no_summary_is_refused_at_its_line(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<SmolException>(() => SummaryText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Lines_and_entries_without_end_are_refused()
    {
        Assert.Contains("longer than 64 KiB", Assert.Throws<SmolException>(() => SummaryText.Read("PKGNAME=" + new string('a', 100_000))).Message, StringComparison.Ordinal);
        string endless = "PKGNAME=a-1\n" + string.Concat(Enumerable.Repeat("DESCRIPTION=x\n", 200_000));
        Assert.Contains("longer than 1 MiB", Assert.Throws<SmolException>(() => SummaryText.Read(endless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_costs_its_text_and_little_more_and_a_resolution_what_it_touches()
    {
        const int Count = 5_000;
        byte[] text = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, Count).Select(index =>
            SummaryText.Entry($"package{index}-1" + (index % 10 == 0 ? "" : $" D:package{index - 1}>=1")) + string.Concat(Enumerable.Repeat("DESCRIPTION=What it is good for.\n", 30)))));
        var stream = new MemoryStream(text);
        PackageSummary.Read(new MemoryStream(text), "warm-up");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var summary = PackageSummary.Read(stream, "pkg_summary");
        long read = GC.GetAllocatedBytesForCurrentThread() - before;
        new PackageResolver(summary, []).Resolve(["package9"]);
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(500, new PackageResolver(summary, []).Resolve(Enumerable.Range(0, 50).Select(index => $"package{(index * 10) + 9}")).Count);
        long resolved = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(read < text.Length + (2 << 20) + (600 * Count), $"{read} bytes for {text.Length}");
        Assert.True(resolved < 500 * 4_000, $"{resolved} bytes for 500 packages");
    }

    [Fact]
    public void An_empty_summary_has_no_packages() => Assert.Empty(SummaryText.Read("\n\n").Entries);

    [Fact]
    public void A_comment_can_not_write_on_the_terminal() =>
        Assert.DoesNotContain('\u001b', PackageSummary.Read(new MemoryStream(Encoding.Latin1.GetBytes("PKGNAME=a-1\nCOMMENT=\u001b[2Jx\n")), "").Entries[0].Comment);
}
