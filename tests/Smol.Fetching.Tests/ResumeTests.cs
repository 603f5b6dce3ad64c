using Smol.Fetching.Transfers;
using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class ResumeTests
{
    private static readonly byte[] Content = Bytes(300_000);

    [Fact]
    public async Task What_was_cut_goes_on_where_it_was_cut()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Cut(100_000), MirrorFault.Reset(0), MirrorFault.Cut(50_000));
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        string tag = new MirrorFile(Content, default).ETag;
        Assert.Equal(
            [(null, null), ("bytes=100000-", tag), ("bytes=100000-", tag), ("bytes=150000-", tag)],
            room.Mirror.Requests.Select(request => (request.Header("range"), request.Header("if-range"))));
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task What_another_process_left_is_gone_on_with()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.BreakForever("a", MirrorFault.Cut(100_000));
        using (Fetcher first = room.Again(Quick with { Retry = new() { MostAttempts = 1 } }))
            await Assert.ThrowsAsync<SmolException>(() => first.FetchAsync(room.Request("a")));
        Assert.NotEmpty(room.Leftovers());
        room.Mirror.BreakForever("a", MirrorFault.None);
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.Equal("bytes=100000-", room.Mirror.Requests[^1].Header("range"));
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task What_was_whole_when_its_process_was_killed_needs_no_network_if_a_digest_knows_it()
    {
        using var room = new FetchRoom();
        LeaveWhole(room);
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a", Content))).Path));
        Assert.Empty(room.Mirror.Requests);
        room.AssertCacheIsGood();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_whole_when_its_process_was_killed_must_be_new_still_without_a_digest(bool hasChanged)
    {
        using var room = new FetchRoom();
        LeaveWhole(room);
        byte[] now = hasChanged ? Bytes(200_000, 2) : Content;
        room.Mirror.Put("a", now);
        Assert.Equal(now, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.Equal([hasChanged ? 200 : 304], room.Mirror.Requests.Select(request => request.Status));
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task What_was_left_before_the_host_started_is_gone_on_with_only_if_a_digest_judges_it()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        foreach (byte[]? expected in (byte[]?[])[null, Content])
        {
            room.Mirror.Break("a", MirrorFault.Cut(100_000));
            using (Fetcher first = room.Again(Quick with { Retry = new() { MostAttempts = 1 } }))
                await Assert.ThrowsAsync<SmolException>(() => first.FetchAsync(room.Request("a", expected)));
            File.SetLastWriteTimeUtc(room.Cache.Layout.Part(room.Mirror.Url("a")), DateTime.UnixEpoch);
            await room.FetchAsync(room.Request("a", expected));
            Assert.Equal(expected is null ? 200 : 206, room.Mirror.Requests[^1].Status);
            room.Cache.Prune(TimeSpan.Zero);
        }
    }

    private static void LeaveWhole(FetchRoom room)
    {
        room.Cache.Layout.Make();
        string url = room.Mirror.Url("a");
        using PartFile part = PartFile.Open(room.Cache, url, room.Request("a"), default);
        part.Restart(new(url) { Total = Content.Length, ETag = new MirrorFile(Content, default).ETag });
        part.Append(Content);
    }

    [Fact]
    public async Task Content_that_changed_meanwhile_comes_from_its_beginning()
    {
        using var room = new FetchRoom();
        byte[] changed = Bytes(200_000, 2);
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Cut(100_000), new() { NewContent = changed });
        Assert.Equal(changed, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        room.AssertCacheIsGood();
    }

    public static TheoryData<MirrorFault> BadRanges => new(
        new MirrorFault { IgnoresRange = true },
        new MirrorFault { RangeError = 1 },
        new MirrorFault { RangeError = -1 },
        new MirrorFault { RangeError = 1_000_000 },
        new MirrorFault { Status = 206 },
        new MirrorFault { Status = 206, Header = "Content-Range: bytes 100000-100007/9999" },
        new MirrorFault { Status = 206, Header = "Content-Range: nonsense" });

    [Theory]
    [MemberData(nameof(BadRanges), DisableDiscoveryEnumeration = true)]
    public async Task A_server_that_sends_another_part_than_asked_for_is_asked_for_the_whole(MirrorFault fault)
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Cut(100_000), fault);
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.InRange(room.Mirror.Requests.Count, 2, 3);
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task Without_a_validator_and_a_digest_nothing_is_put_together()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", new MirrorFault { CutAfter = 100_000, HasNoValidators = true });
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.Null(room.Mirror.Requests[1].Header("range"));
    }

    [Fact]
    public async Task A_weak_validator_is_none_but_the_time_of_modification_will_do()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content, isWeak: true);
        room.Mirror.Break("a", MirrorFault.Cut(100_000));
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.Equal("Tue, 02 Jan 2024 03:04:05 GMT", room.Mirror.Requests[1].Header("if-range"));
        Assert.Equal(206, room.Mirror.Requests[1].Status);
    }

    [Fact]
    public async Task With_a_digest_the_rest_is_asked_for_even_without_a_validator()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", new MirrorFault { CutAfter = 100_000, HasNoValidators = true });
        Assert.Equal(Content, File.ReadAllBytes((await room.FetchAsync(room.Request("a", Content))).Path));
        Assert.Equal([200, 206], room.Mirror.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task Pieces_of_two_versions_never_make_a_file()
    {
        using var room = new FetchRoom();
        byte[] changed = Bytes(300_000, 2);
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", new MirrorFault { CutAfter = 100_000, HasNoValidators = true }, new MirrorFault { NewContent = changed, HasNoValidators = true });
        Assert.Equal(changed, File.ReadAllBytes((await room.FetchAsync(room.Request("a", changed))).Path));
        Assert.Equal([200, 206, 200], room.Mirror.Requests.Select(request => request.Status));
        room.AssertCacheIsGood();
    }
}
