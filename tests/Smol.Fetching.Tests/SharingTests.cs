using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class SharingTests
{
    private static readonly byte[] Content = Bytes(3_000_000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tasks_that_want_the_same_share_one_download(bool hasDigest)
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Cut(1_000_000));
        FetchRequest request = room.Request("a", hasDigest ? Content : null);
        IReadOnlyList<FetchedFile> files = await room.Fetcher.FetchAllAsync([request, request, request, request], cancellation: TestContext.Current.CancellationToken);
        Assert.Single(files.Select(file => file.Path).Distinct());
        Assert.Single(files, file => file.Origin == FetchOrigin.Network);
        Assert.Equal([200, 206], room.Mirror.Requests.Select(made => made.Status));
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task Processes_that_want_the_same_share_one_download()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        // Nobody gets the second half before everybody is there.
        var all = new TaskCompletionSource();
        room.Mirror.Break("a", new MirrorFault { CutAfter = 1_000_000, BeforeCut = () => all.Task });
        FetchingProcess[] processes = [.. Enumerable.Range(0, 3).Select(_ => new FetchingProcess(room.Cache.Folder, room.Mirror.Url("a"), Sha256(Content)))];
        foreach (FetchingProcess process in processes)
            await process.BeginsAsync();
        all.SetResult();
        foreach (FetchingProcess process in processes)
            Assert.Equal(Content, File.ReadAllBytes(await process.EndsWellAsync()));
        Assert.Equal([200, 206], room.Mirror.Requests.Select(made => made.Status));
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task Many_files_come_at_once_and_in_the_order_of_the_requests()
    {
        using var room = new FetchRoom(Quick with { Parallelism = 3 });
        // The first three wait for each other: so they are under way together.
        using var together = new Barrier(3);
        FetchRequest[] requests = [.. Enumerable.Range(0, 12).Select(number => room.Request($"{number}"))];
        for (int number = 0; number < requests.Length; number++)
        {
            room.Mirror.Put($"{number}", Bytes(1000 + number, number));
            if (number < 3)
                room.Mirror.Break($"{number}", new MirrorFault { CutAfter = 10, BeforeCut = () => Task.Run(() => Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)))) });
        }
        IReadOnlyList<FetchedFile> files = await room.Fetcher.FetchAllAsync(requests, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 12).Select(number => Sha256(Bytes(1000 + number, number))), files.Select(file => file.Sha256));
    }

    [Fact]
    public async Task The_first_that_can_not_be_had_ends_the_others()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("slow", Content);
        room.Mirror.BreakForever("slow", MirrorFault.Stall(1000));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.Fetcher.FetchAllAsync([room.Request("slow"), room.Request("none")]));
        Assert.Equal(room.Mirror.Url("none"), failure.Place);
    }
}
