using Smol.Cli.SmolBsd;
using Smol.Storage;

namespace Smol.Cli.Tests.SmolBsd;

public sealed class MakeCommandLineTests
{
    [Theory]
    [InlineData("SERVICE=sshd build", "build sshd")]
    [InlineData("SERVICE=sshd MOUNTRO=y build", "build sshd MOUNTRO=y")]
    [InlineData("SERVICE=sshd NOSUDO=y base", "build sshd NOSUDO=y")]
    [InlineData("base", "build base")]
    [InlineData("base IMGSIZE=64", "build base IMGSIZE=64")]
    [InlineData("rescue", "build rescue")]
    [InlineData("SERVICE=web build DIST=https://host/pub/11/amd64/binary PKGSITE=https://host/All", "build web --mirror https://host/pub/11 --pkgsite https://host/All")]
    [InlineData("SERVICE=web IMGNAME=web.img base", "build web --output images/web.img")]
    [InlineData("SERVICE=web DSTIMG=/tmp/web.img base -t v1", "build web --output /tmp/web.img -t v1")]
    [InlineData("kernfetch", "fetch kernel")]
    [InlineData("ARCH=i386 KDIST=https://host/assets kernfetch", "fetch kernel --arch i386 --kernels https://host/assets")]
    [InlineData("setfetch", "fetch sets")]
    [InlineData("setfetch VERS=10 ARCH=i386", "fetch sets --arch i386 --release 10")]
    [InlineData("SERVICE=web setfetch", "fetch all web")]
    [InlineData("SERVICE=web fetchall ARCH=i386", "fetch all web ARCH=i386")]
    [InlineData("live", "fetch live")]
    [InlineData("SERVICE=web lock", "lock SERVICE=web")]
    public void It_is_said_in_our_words(string said, string now)
    {
        Assert.True(MakeCommandLine.Is(said.Split(' ')));
        Assert.Equal(now.Split(' '), MakeCommandLine.Translate(said.Split(' ')));
    }

    [Fact]
    public void Values_with_blanks_stay_whole()
    {
        Assert.Equal(["fetch", "sets", "base", "etc"], MakeCommandLine.Translate(["SETS=base etc", "setfetch"])!);
        Assert.Equal(["build", "web", "ADDPKGS=a b"], MakeCommandLine.Translate(["SERVICE=web", "ADDPKGS=a b", "build"])!);
    }

    [Theory]
    [InlineData("buildimg")]
    [InlineData("fetchimg ARCH=i386")]
    public void There_is_no_builder_image(string said) => Assert.Null(MakeCommandLine.Translate(said.Split(' ')));

    [Theory]
    [InlineData("SERVICE=web")]
    [InlineData("ARCH=i386 build")]
    [InlineData("fetchall")]
    public void What_is_missing_is_said(string said) => Assert.Throws<SmolException>(() => MakeCommandLine.Translate(said.Split(' ')));

    [Theory]
    [InlineData("build web")]
    [InlineData("images")]
    [InlineData("--help")]
    public void Our_own_words_are_left_alone(string said) => Assert.False(MakeCommandLine.Is(said.Split(' ')));
}
