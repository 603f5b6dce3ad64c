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
    [InlineData("build SERVICE=web IMGNAME=web.img", "build web --output images/web.img")]
    [InlineData("build -y -t v1 DSTIMG=web.img MOUNTRO=y web", "build MOUNTRO=y --output web.img -y -t v1 web")]
    [InlineData("SERVICE=web rescue IMGSIZE=20", "build rescue IMGSIZE=20")]
    [InlineData("SERVICE=web KDIST=https://host/assets fetchall", "fetch all web --kernels https://host/assets")]
    [InlineData("NOSUDO=y SERVICE=web kernfetch", "fetch kernel")]
    [InlineData("pkgfetch PKGSITE=https://host/All ADDPKGS=curl", "fetch packages curl --pkgsite https://host/All")]
    [InlineData("help", "--help")]
    [InlineData("help build", "build --help")]
    [InlineData("SERVICE=web DSTIMG=/tmp/web.img base -t v1", "build web --output /tmp/web.img -t v1")]
    [InlineData("kernfetch", "fetch kernel")]
    [InlineData("ARCH=i386 KDIST=https://host/assets kernfetch", "fetch kernel --arch i386 --kernels https://host/assets")]
    [InlineData("setfetch", "fetch sets")]
    [InlineData("setfetch VERS=10 ARCH=i386", "fetch sets --arch i386 --release 10")]
    [InlineData("SERVICE=web setfetch", "fetch all web")]
    [InlineData("SERVICE=web fetchall ARCH=i386", "fetch all web ARCH=i386")]
    [InlineData("SERVICE=web lock", "lock SERVICE=web")]
    public void It_is_said_in_our_words(string said, string now)
    {
        Assert.True(MakeCommandLine.Is(said.Split(' ')));
        Assert.Equal(now.Split(' '), Assert.Single(MakeCommandLine.Translate(said.Split(' '))));
    }

    [Fact]
    public void Values_with_blanks_stay_whole()
    {
        Assert.Equal(["fetch", "sets", "base", "etc"], MakeCommandLine.Translate(["SETS=base etc", "setfetch"])[0]);
        Assert.Equal(["build", "web", "ADDPKGS=a b"], MakeCommandLine.Translate(["SERVICE=web", "ADDPKGS=a b", "build"])[0]);
    }

    [Fact]
    public void A_word_that_is_said_twice_stays_twice() =>
        Assert.Equal(["build", "web", "--sets", "a", "--sets", "a"], MakeCommandLine.Translate(["SERVICE=web", "build", "--sets", "a", "--sets", "a"])[0]);

    [Fact]
    public void A_live_image_comes_with_a_kernel() =>
        Assert.Equal([["fetch", "kernel", "--arch", "i386"], ["fetch", "live", "--arch", "i386"]], MakeCommandLine.Translate(["live", "ARCH=i386"]));

    [Theory]
    [InlineData("buildimg")]
    [InlineData("fetchimg ARCH=i386")]
    public void There_is_no_builder_image(string said) => Assert.Empty(MakeCommandLine.Translate(said.Split(' ')));

    [Theory]
    [InlineData("SERVICE=web")]
    [InlineData("ARCH=i386 build")]
    [InlineData("fetchall")]
    [InlineData("kernfetch KERNEL=netbsd-MINE")]
    [InlineData("setfetch ARHC=i386")]
    [InlineData("live LIVEIMGGZ=https://host/live.img.gz")]
    public void What_is_missing_or_means_nothing_is_said(string said) => Assert.Throws<SmolException>(() => MakeCommandLine.Translate(said.Split(' ')));

    [Theory]
    [InlineData("build web")]
    [InlineData("images")]
    [InlineData("--help")]
    public void Our_own_words_are_left_alone(string said) => Assert.False(MakeCommandLine.Is(said.Split(' ')));
}
