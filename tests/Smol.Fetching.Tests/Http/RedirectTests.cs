using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests.Http;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_also_to_continue(int status)
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("latest/a", MirrorFault.Redirect("../2026/a?x=1", status));
        room.Mirror.Put("2026/a", Bytes(100_000));
        room.Mirror.Break("2026/a", MirrorFault.Cut(40_000));
        FetchedFile file = await room.FetchAsync(room.Request("latest/a"));
        Assert.Equal(Bytes(100_000), File.ReadAllBytes(file.Path));
        Assert.Equal(room.Mirror.Url("latest/a"), file.Source);
        Assert.Equal("bytes=40000-", room.Mirror.Requests[^1].Header("range"));
    }

    [Fact]
    public async Task Ten_redirects_are_followed_and_no_more()
    {
        using var room = new FetchRoom();
        for (int number = 0; number < 11; number++)
            room.Mirror.BreakForever($"{number}", MirrorFault.Redirect($"/{number + 1}"));
        room.Mirror.Put("11", Bytes(10));
        await room.FetchAsync(room.Request("1"));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("0")));
        Assert.Contains("more than 10 times", failure.Message, StringComparison.Ordinal);
        Assert.Equal(room.Mirror.Url("0"), failure.Place);
    }

    [Fact]
    public async Task A_loop_is_seen()
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("a", MirrorFault.Redirect("/b"));
        room.Mirror.BreakForever("b", MirrorFault.Redirect("/a"));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains("circle", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, room.Mirror.Requests.Count);
        room.AssertCacheIsGood();
    }

    [Theory]
    [InlineData("file:///etc/passwd", "file URL")]
    [InlineData("ftp://example.org/", "ftp URL")]
    public async Task A_redirect_to_what_is_no_web_server_is_refused(string target, string problem)
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("a", MirrorFault.Redirect(target));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_refused()
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("a", MirrorFault.Refuse(302));
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
    }

    [Fact]
    public async Task A_password_does_not_go_with_a_redirect()
    {
        using var room = new FetchRoom();
        using var other = new TestMirror();
        other.Put("a", Bytes(10));
        room.Mirror.BreakForever("a", MirrorFault.Redirect(other.Url("a")));
        await room.FetchAsync(new(room.Mirror.Url("a").Replace("http://", "http://me:secret@", StringComparison.Ordinal)));
        Assert.NotNull(room.Mirror.Requests[0].Header("authorization"));
        Assert.Null(other.Requests[0].Header("authorization"));
    }

    [Fact]
    public async Task The_place_that_refuses_in_the_end_is_named()
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("a", MirrorFault.Redirect("/b"));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains($"404 Not Found at {room.Mirror.Url("b")}", failure.Message, StringComparison.Ordinal);
    }
}
