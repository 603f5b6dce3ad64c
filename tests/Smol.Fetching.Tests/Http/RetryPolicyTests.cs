using FsCheck;
using FsCheck.Fluent;
using Smol.Fetching.Http;
using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests.Http;

public sealed class RetryPolicyTests
{
    [Fact]
    public void A_pause_is_anywhere_below_a_ceiling_that_doubles() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), Gen.Choose(0, 1000).ToArbitrary(), (failures, thousandths) =>
        {
            var policy = new RetryPolicy();
            TimeSpan whole = policy.Pause(failures.Get, 1);
            Assert.Equal(failures.Get < 6 ? TimeSpan.FromSeconds(1 << (failures.Get - 1)) : policy.LongestPause, whole);
            Assert.Equal(whole.TotalSeconds * thousandths / 1000, policy.Pause(failures.Get, thousandths / 1000.0).TotalSeconds, 5);
        }));

    [Fact]
    public async Task The_pauses_between_attempts_grow()
    {
        var time = new RecordingTime();
        using var room = new FetchRoom(Quick with { Time = time, Retry = new() { MostAttempts = 9, FirstPause = TimeSpan.FromHours(1), LongestPause = TimeSpan.FromHours(30) } });
        room.Mirror.BreakForever("a", MirrorFault.Refuse(503));
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Equal(8, time.Pauses.Count);
        foreach ((TimeSpan pause, int index) in time.Pauses.Select((pause, index) => (pause, index)))
            Assert.InRange(pause.TotalHours, 0, Math.Min(1 << index, 30));
    }

    [Theory]
    [InlineData("Retry-After: 90", 90)]
    [InlineData("Retry-After: Wed, 01 Jul 2026 10:01:30 GMT", 90)]
    public async Task A_server_that_asks_for_a_pause_gets_it(string header, int seconds)
    {
        var time = new RecordingTime();
        using var room = new FetchRoom(Quick with { Time = time });
        room.Mirror.Put("a", Bytes(10));
        room.Mirror.Break("a", MirrorFault.Refuse(429, header));
        await room.FetchAsync(room.Request("a"));
        Assert.Equal([TimeSpan.FromSeconds(seconds)], time.Pauses);
    }

    [Theory]
    [InlineData("Retry-After: Wed, 01 Jul 2020 10:00:00 GMT")]
    [InlineData("Retry-After: soon")]
    [InlineData("Retry-After: -5")]
    public async Task A_server_that_asks_for_no_sensible_pause_gets_ours(string header)
    {
        var time = new RecordingTime();
        using var room = new FetchRoom(Quick with { Time = time, Retry = new() { FirstPause = TimeSpan.FromHours(1), LongestPause = TimeSpan.FromHours(1) } });
        room.Mirror.Put("a", Bytes(10));
        room.Mirror.Break("a", MirrorFault.Refuse(503, header));
        await room.FetchAsync(room.Request("a"));
        Assert.InRange(Assert.Single(time.Pauses), TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_an_error_at_once()
    {
        using var room = new FetchRoom();
        room.Mirror.BreakForever("a", MirrorFault.Refuse(429, "Retry-After: 3600"));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains("3600 s", failure.Message, StringComparison.Ordinal);
        Assert.Single(room.Mirror.Requests);
    }

    [Fact]
    public async Task Attempts_that_bring_something_new_do_not_count()
    {
        using var room = new FetchRoom(Quick with { Retry = Quick.Retry with { MostAttempts = 2 } });
        byte[] content = Bytes(10 << 20);
        room.Mirror.Put("a", content);
        room.Mirror.Break("a", [.. Enumerable.Repeat(MirrorFault.Cut(1 << 20), 8)]);
        Assert.Equal(content, File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
    }

    [Fact]
    public async Task A_server_that_always_breaks_off_at_the_same_place_is_given_up()
    {
        using var room = new FetchRoom(Quick with { Retry = Quick.Retry with { MostAttempts = 3 } });
        room.Mirror.Put("a", Bytes(5 << 20));
        room.Mirror.BreakForever("a", new() { CutAfter = 3 << 20, IgnoresRange = true });
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.InRange(room.Mirror.Requests.Count, 3, 4);
    }
}
