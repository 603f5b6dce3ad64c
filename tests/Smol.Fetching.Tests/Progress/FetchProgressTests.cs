using Smol.Fetching.Progress;
using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests.Progress;

public sealed class FetchProgressTests
{
    [Fact]
    public async Task It_says_what_happens_to_each_file()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(100_000));
        room.Mirror.Put("b", Bytes(5000));
        List<FetchProgress> told = [];
        var reached = new TaskCompletionSource();
        // The server waits until somebody was told of the first half.
        room.Mirror.Break("a", new MirrorFault { CutAfter = 60_000, BeforeCut = () => reached.Task });
        await room.Fetcher.FetchAllAsync([room.Request("a"), room.Request("b") with { Name = "kernel", Size = 5000 }], new Listener(progress =>
        {
            told.Add(progress);
            if (progress.Items[0] is { State: FetchState.Receiving, Bytes: 60_000 } && progress.BytesPerSecond > 0)
                reached.TrySetResult();
        }), TestContext.Current.CancellationToken);
        FetchProgress half = told.First(progress => progress.Items[0].Bytes == 60_000);
        Assert.Equal(new("a", FetchState.Receiving, 60_000, 100_000, null), half.Items[0]);
        Assert.Equal(105_000, half.Total);
        FetchItem[] end = [new("a", FetchState.Done, 100_000, 100_000, null), new("kernel", FetchState.Done, 5000, 5000, null)];
        Assert.Equal(end, told[^1].Items);
        Assert.Equal((2, 105_000, 105_000, TimeSpan.Zero), (told[^1].Done, told[^1].Bytes, told[^1].Total, told[^1].TimeLeft));
        Assert.Equal(told.Select(progress => progress.Bytes).Order(), told.Select(progress => progress.Bytes));
    }

    [Fact]
    public async Task A_file_that_can_not_be_had_is_told_with_its_reason()
    {
        using var room = new FetchRoom();
        FetchProgress? last = null;
        await Assert.ThrowsAsync<SmolException>(() => room.Fetcher.FetchAsync(room.Request("none"), new Listener(progress => last = progress)));
        Assert.Equal(new("none", FetchState.Failed, 0, null, "the server answered 404 Not Found"), last!.Items[0]);
    }

    [Theory]
    [InlineData(1000L, 250, 100, 7.5)]
    [InlineData(1000L, 1000, 0, 0.0)]
    [InlineData(1000L, 250, 0, null)]
    [InlineData(null, 250, 100, null)]
    public void The_time_left_is_told_by_the_rate(long? total, int bytes, double rate, double? seconds)
    {
        var progress = new FetchProgress([new("a", FetchState.Receiving, bytes, total, null)], rate);
        Assert.Equal(seconds, progress.TimeLeft?.TotalSeconds);
    }

    [Theory]
    [InlineData("https://host/sets/base.tar.xz", "base.tar.xz")]
    [InlineData("https://host/a?download=1#x", "a")]
    [InlineData("/folder/base.tgz", "base.tgz")]
    [InlineData("base.tgz", "base.tgz")]
    public void A_file_is_called_by_the_last_part_of_its_source(string source, string name) => Assert.Equal(name, new FetchRequest(source).Name);
}
