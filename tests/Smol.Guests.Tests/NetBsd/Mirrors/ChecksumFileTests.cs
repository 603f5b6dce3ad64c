using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Mirrors;

public sealed class ChecksumFileTests
{
    [Theory]
    [InlineData("sha256sum", "")]
    [InlineData("sha256sum", "--tag")]
    [InlineData("sha512sum", "")]
    [InlineData("sha512sum", "--tag")]
    [InlineData("sha256sum", "-b")]
    public void What_coreutils_writes_is_read(string program, string option)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["base set.tar.xz"], "set");
        string[] arguments = option.Length == 0 ? ["base set.tar.xz"] : [option, "base set.tar.xz"];
        string text = Oracle.RunIn(scratch.Folder, program, arguments).Output;
        Checksum checksum = ChecksumFile.Parse(text, "SHA").Get("base set.tar.xz");
        Assert.Contains(checksum.Hex, text, StringComparison.Ordinal);
        Assert.Equal(program == "sha256sum" ? ChecksumAlgorithm.Sha256 : ChecksumAlgorithm.Sha512, checksum.Algorithm);
    }

    [Fact]
    public void Weaker_digests_in_the_same_file_are_passed_over()
    {
        string sha512 = new('a', 128);
        ChecksumFile file = ChecksumFile.Parse($"MD5 (base.tgz) = {new string('1', 32)}\r\nSHA1 (base.tgz) = {new string('2', 40)}\r\nSHA512 (base.tgz) = {sha512}\r\n", "SHA512");
        Assert.Equal(new Checksum(ChecksumAlgorithm.Sha512, sha512), file.Get("base.tgz"));
    }

    [Theory]
    [InlineData("<html><body>404</body></html>")]
    [InlineData("SHA512 (base.tgz) = 1234")]
    [InlineData("0000  base.tgz")]
    public void What_is_no_file_of_digests_is_refused_with_its_line(string text)
    {
        var failure = Assert.Throws<SmolException>(() => ChecksumFile.Parse("\n" + text, "https://mirror.example/SHA512"));
        Assert.Equal("https://mirror.example/SHA512:2", failure.Place);
    }

    [Fact]
    public void A_name_without_digest_is_an_error_that_names_the_others()
    {
        var failure = Assert.Throws<SmolException>(() => ChecksumFile.Parse($"SHA512 (etc.tgz) = {new string('a', 128)}", "SHA512").Get("base.tgz"));
        Assert.Contains("etc.tgz", failure.Hint, StringComparison.Ordinal);
    }
}
