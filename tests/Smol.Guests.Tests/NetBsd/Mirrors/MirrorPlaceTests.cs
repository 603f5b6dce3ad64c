using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;

namespace Smol.Guests.Tests.NetBsd.Mirrors;

public sealed class MirrorPlaceTests
{
    [Theory]
    [InlineData("https://mirror.example/pub/netbsd-11/latest", "https://mirror.example/pub/netbsd-11/latest/amd64/binary/sets/base.tar.xz")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/amd64/binary/sets/base.tar.xz")]
    [InlineData("file:///srv/my%20mirror", "file:///srv/my%20mirror/amd64/binary/sets/base.tar.xz")]
    [InlineData("/srv/100% mirror #1", "file:///srv/100%25%20mirror%20%231/amd64/binary/sets/base.tar.xz")]
    public void Files_lie_below_a_place(string place, string url) =>
        Assert.Equal(url, MirrorPlace.Parse(place).At("amd64/binary/sets/base.tar.xz").AbsoluteUri);

    [Theory]
    [InlineData("/srv/100% mirror #1")]
    [InlineData("/srv/a?b;c&d")]
    [InlineData("/srv/käse")]
    public void A_folder_s_path_comes_back_whatever_it_holds(string folder)
    {
        MirrorPlace place = MirrorPlace.Parse(folder);
        Assert.True(place.IsFolder);
        Assert.Equal(folder + "/g++-1.0nb1.tgz", place.At("g++-1.0nb1.tgz").LocalPath);
    }

    [Theory]
    [InlineData("ftp://ftp.example/pub")]
    [InlineData("https://")]
    public void What_is_no_mirror_is_refused(string place) =>
        Assert.Throws<SmolException>(() => MirrorPlace.Parse(place));

    [Theory]
    [InlineData("amd64", "x86_64", "11.0")]
    [InlineData("i386", "i386", "10.1")]
    [InlineData("evbarm-aarch64", "aarch64", "10.1")]
    public void The_usual_places_are_those_of_the_port(string architecture, string machine, string version)
    {
        var places = MirrorPlaces.For(NetBsdPort.Get(architecture));
        Assert.Equal($"https://cdn.netbsd.org/pub/pkgsrc/packages/NetBSD/{machine}/{version}/All", places.Packages.ToString());
        Assert.Equal("https://nycdn.netbsd.org/pub/NetBSD-daily/netbsd-11/latest", places.Release.ToString());
        Assert.Equal("https://smolbsd.org/assets", places.Kernels?.ToString());
    }

    [Fact]
    public void A_named_mirror_has_the_kernels_of_its_release() =>
        Assert.Null(MirrorPlaces.For(NetBsdPort.Get("amd64"), mirror: "/srv/mirror").Kernels);
}
