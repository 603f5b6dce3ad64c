using Smol.Fetching.Http;
using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class FaultTests
{
    private static readonly byte[] Content = Bytes(100_000);

    public static TheoryData<MirrorFault> Passing => new(
        MirrorFault.Cut(50_000),
        MirrorFault.Reset(50_000),
        MirrorFault.Cut(0),
        MirrorFault.Reset(99_999),
        new MirrorFault { IsSilent = true },
        new MirrorFault { IsSilent = true, IsReset = true },
        new MirrorFault { LengthError = 5 },
        new MirrorFault { LengthError = 1_000_000 },
        new MirrorFault { HasNoLength = true, CutAfter = 60_000 },
        MirrorFault.Refuse(408),
        MirrorFault.Refuse(429),
        MirrorFault.Refuse(500),
        MirrorFault.Refuse(502),
        MirrorFault.Refuse(503),
        MirrorFault.Refuse(504));

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task What_may_pass_is_tried_again(MirrorFault fault)
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", fault, fault, fault);
        FetchedFile file = await room.FetchAsync(room.Request("a", Content) with { Size = fault.LengthError == 0 ? Content.Length : null });
        Assert.Equal(Content, File.ReadAllBytes(file.Path));
        Assert.InRange(room.Mirror.Requests.Count, 2, 4);
        room.AssertCacheIsGood();
    }

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task What_never_passes_is_an_error_in_the_end(MirrorFault fault)
    {
        using var room = new FetchRoom(Quick with { Retry = Quick.Retry with { MostAttempts = 3 } });
        room.Mirror.Put("a", Content);
        room.Mirror.BreakForever("a", fault with { CutAfter = fault.CutAfter is null ? null : 0 });
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a", Content) with { Size = fault.LengthError == 0 ? Content.Length : null }));
        Assert.Equal(room.Mirror.Url("a"), failure.Place);
        Assert.Contains("tried 3 times", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Hint);
        room.AssertCacheIsGood(hasLeftovers: true);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_refusal_is_an_error_at_once(int status)
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("a", MirrorFault.Refuse(status));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(room.Mirror.Url("a"), failure.Place);
        Assert.NotNull(failure.Hint);
        Assert.Single(room.Mirror.Requests);
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task A_wrong_digest_is_an_error_that_names_both()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        byte[] other = Bytes(5);
        var by256 = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a", other)));
        var by512 = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a") with { Sha512 = Sha512(other) }));
        foreach ((SmolException failure, Func<byte[], string> digest) in ((SmolException, Func<byte[], string>)[])[(by256, Sha256), (by512, Sha512)])
        {
            Assert.Contains(digest(Content), failure.Message, StringComparison.Ordinal);
            Assert.Contains(digest(other), failure.Message, StringComparison.Ordinal);
        }
        Assert.Equal(2, room.Mirror.Requests.Count);
        Assert.Empty(room.Cache.List());
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task A_wrong_length_is_an_error_before_anything_is_downloaded()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.BreakForever("a", MirrorFault.Stall(0));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a") with { Size = 99_999 }));
        Assert.Contains("has 100000 bytes, and not 99999", failure.Message, StringComparison.Ordinal);
        room.AssertCacheIsGood();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task A_body_longer_than_expected_is_an_error(int length)
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(length));
        room.Mirror.BreakForever("a", new() { HasNoLength = true });
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a") with { Size = length - 1 }));
        room.AssertCacheIsGood();
        using Fetcher limited = room.Again(Quick with { MostBytes = length - 1 });
        await Assert.ThrowsAsync<SmolException>(() => limited.FetchAsync(room.Request("a")));
        room.AssertCacheIsGood();
        Assert.Empty(room.Cache.List());
    }

    [Fact]
    public async Task A_web_page_in_place_of_an_archive_is_called_one()
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("base.tgz", MirrorFault.WebPage);
        FetchRequest[] requests =
        [
            room.Request("base.tgz") with { Kind = ContentKind.Gzip },
            room.Request("base.tgz", Content),
            room.Request("base.tgz") with { Size = 100_000 },
        ];
        foreach (FetchRequest request in requests)
        {
            var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(request));
            Assert.Contains("the server sent a web page", failure.Message, StringComparison.Ordinal);
        }
        Assert.Empty(room.Cache.List());
        room.AssertCacheIsGood();
        Assert.Equal(3, room.Mirror.Requests.Count);
    }

    [Fact]
    public async Task A_slow_server_is_given_up_and_tried_again()
    {
        using var room = new FetchRoom(Quick with { Slowest = new SpeedLimit { Bytes = 60_000, Window = TimeSpan.FromMilliseconds(300) } });
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Stall(20_000), new MirrorFault { IsSilent = true, StallAfter = 0 });
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.Equal([null, "bytes=20000-", "bytes=20000-"], room.Mirror.Requests.Select(request => request.Header("range")));
    }

    [Fact]
    public async Task A_server_that_stays_slow_is_an_error()
    {
        using var room = new FetchRoom(Quick with { Slowest = new SpeedLimit { Window = TimeSpan.FromMilliseconds(50) }, Retry = Quick.Retry with { MostAttempts = 2 } });
        room.Mirror.Put("a", Content);
        room.Mirror.BreakForever("a", MirrorFault.Stall(100));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains("sent less than 30720 bytes in 0.1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_an_error()
    {
        using var room = new FetchRoom(Quick with { Retry = Quick.Retry with { MostAttempts = 2 } });
        string url = room.Mirror.Url("a");
        room.Mirror.Dispose();
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(new(url)));
        Assert.Contains("refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_can_be_ended()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.BreakForever("a", MirrorFault.Stall(50_000));
        using var end = new CancellationTokenSource();
        Task<FetchedFile> fetch = room.Fetcher.FetchAsync(room.Request("a"), new Listener(progress =>
        {
            if (progress.Bytes == 50_000)
                end.Cancel();
        }), end.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        room.AssertCacheIsGood(hasLeftovers: true);
    }
}
