using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class FetcherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(3_000_000)]
    public async Task What_a_server_has_lies_in_the_cache_under_its_digest(int length)
    {
        using var room = new FetchRoom();
        byte[] content = Bytes(length);
        room.Mirror.Put("sets/base.tar.xz", content);
        FetchedFile file = await room.FetchAsync(room.Request("sets/base.tar.xz") with { Sha512 = Sha512(content), Size = length });
        Assert.Equal(new(room.Mirror.Url("sets/base.tar.xz"), Path.Combine(room.Cache.Folder, "sha256", Sha256(content)), Sha256(content), length, FetchOrigin.Network), file);
        Assert.Equal(content, File.ReadAllBytes(file.Path));
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task A_known_digest_that_the_cache_holds_needs_no_network_at_all()
    {
        using var room = new FetchRoom();
        byte[] content = Bytes(1000);
        room.Mirror.Put("a", content);
        await room.FetchAsync(room.Request("a") with { Sha512 = Sha512(content) });
        int before = room.Mirror.Requests.Count;
        FetchRequest elsewhere = new("http://192.0.2.1/b");
        foreach (FetchRequest request in (FetchRequest[])
            [elsewhere with { Sha256 = Sha256(content) }, elsewhere with { Sha512 = Sha512(content).ToUpperInvariant() }, elsewhere with { Sha256 = Sha256(content), Sha512 = Sha512(content) }])
        {
            FetchedFile file = await room.FetchAsync(request);
            Assert.Equal(FetchOrigin.Cache, file.Origin);
            Assert.Equal(content, File.ReadAllBytes(file.Path));
        }
        Assert.Equal(before, room.Mirror.Requests.Count);
    }

    [Fact]
    public async Task What_has_no_digest_is_asked_for_again_and_comes_again_only_when_it_changed()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000, 1));
        Assert.Equal(FetchOrigin.Network, (await room.FetchAsync(room.Request("a"))).Origin);
        FetchedFile unchanged = await room.FetchAsync(room.Request("a"));
        Assert.Equal(FetchOrigin.Unchanged, unchanged.Origin);
        Assert.Equal(Bytes(1000, 1), File.ReadAllBytes(unchanged.Path));
        room.Mirror.Put("a", Bytes(1000, 2));
        FetchedFile changed = await room.FetchAsync(room.Request("a"));
        Assert.Equal(FetchOrigin.Network, changed.Origin);
        Assert.Equal(Bytes(1000, 2), File.ReadAllBytes(changed.Path));
        Assert.Equal([200, 304, 200], room.Mirror.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_server_without_an_ETag_is_asked_by_the_time_of_modification()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000));
        await room.FetchAsync(room.Request("a"));
        MirrorFile file = new(Bytes(1000), new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await room.FetchAsync(room.Request("a"));
        Assert.Equal(file.ETag, room.Mirror.Requests[1].Header("if-none-match"));
        Assert.Equal("Tue, 02 Jan 2024 03:04:05 GMT", room.Mirror.Requests[1].Header("if-modified-since"));
    }

    [Fact]
    public async Task Offline_uses_the_cache_alone()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000));
        room.Mirror.Put("b", Bytes(1000, 2));
        await room.FetchAsync(room.Request("a"));
        using Fetcher offline = room.Again(Quick with { IsOffline = true });
        Assert.Equal(FetchOrigin.Cache, (await offline.FetchAsync(room.Request("a"), cancellation: TestContext.Current.CancellationToken)).Origin);
        foreach (FetchRequest missing in (FetchRequest[])[room.Request("b"), room.Request("a", Bytes(5))])
        {
            var failure = await Assert.ThrowsAsync<SmolException>(() => offline.FetchAsync(missing));
            Assert.Contains("not in the cache", failure.Message, StringComparison.Ordinal);
            Assert.Equal(missing.Source, failure.Place);
        }
        Assert.Single(room.Mirror.Requests);
    }

    [Fact]
    public async Task A_local_file_is_used_where_it_is()
    {
        using var room = new FetchRoom(Quick with { IsOffline = true });
        byte[] content = Bytes(2_000_000);
        File.WriteAllBytes(room["b%20 #ü.tgz"], content);
        string[] sources = [room["b%20 #ü.tgz"], new Uri("file://" + Uri.EscapeDataString(room["b%20 #ü.tgz"]).Replace("%2F", "/", StringComparison.Ordinal)).AbsoluteUri];
        foreach (string source in sources)
        {
            FetchedFile file = await room.FetchAsync(new(source) { Sha512 = Sha512(content), Size = content.Length });
            Assert.Equal(new(room["b%20 #ü.tgz"], room["b%20 #ü.tgz"], Sha256(content), content.Length, FetchOrigin.Local), file);
        }
        Assert.False(Directory.Exists(room.Cache.Folder));
    }

    [Fact]
    public async Task A_local_file_is_checked_too()
    {
        using var room = new FetchRoom();
        File.WriteAllBytes(room["a"], Bytes(1000));
        var wrong = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(room["a"]) { Sha256 = Sha256(Bytes(5)) }));
        Assert.Contains(Sha256(Bytes(5)), wrong.Message, StringComparison.Ordinal);
        Assert.Contains(Sha256(Bytes(1000)), wrong.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(room["a"]) { Size = 999 }));
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(room["a"]) { Kind = ContentKind.Gzip }));
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(room["none"])));
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(Path.GetDirectoryName(room["a"])!)));
    }

    [Theory]
    [InlineData("ftp://example.org/a", "ftp")]
    [InlineData("https://", "not a URL")]
    [InlineData("file://elsewhere/a", "another host")]
    public async Task What_can_not_be_fetched_is_named(string source, string problem)
    {
        using var room = new FetchRoom();
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(source)));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_a_URL_is_sent_and_never_shown()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(10));
        string source = room.Mirror.Url("a").Replace("http://", "http://me:s%3Acret@", StringComparison.Ordinal);
        FetchedFile file = await room.FetchAsync(new(source));
        Assert.Equal(room.Mirror.Url("a"), file.Source);
        Assert.Equal("Basic " + Convert.ToBase64String("me:s:cret"u8), room.Mirror.Requests[0].Header("authorization"));
        Assert.StartsWith("smol/", room.Mirror.Requests[0].Header("user-agent"), StringComparison.Ordinal);
    }
}
