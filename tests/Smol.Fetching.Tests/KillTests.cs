using Smol.TestSupport;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class KillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Killed_at_any_moment_and_started_again_it_ends_with_the_right_bytes()
    {
        var random = new Random();
        for (int round = 0; round < TestCount.Of(20, 200); round++)
        {
            using var room = new FetchRoom();
            byte[] content = Bytes(random.Next(2, 4_000_000), round);
            string? sha256 = random.Next(2) == 0 ? Sha256(content) : null;
            room.Mirror.Put("a", content);
            bool isHalfWay = round % 2 == 0;
            int half = random.Next(1, content.Length);
            // The server stops there, and the victim does not get beyond.
            if (isHalfWay)
                room.Mirror.Break("a", MirrorFault.Stall(half));
            using var victim = new FetchingProcess(room.Cache.Folder, room.Mirror.Url("a"), sha256);
            int some = random.Next(1, half + 1);
            await (isHalfWay ? WaitForAsync(() => PartLength(room) >= some) : WaitForAllAsync(room, content.Length, random));
            await victim.KillAsync();
            room.AssertCacheIsGood(hasLeftovers: true);

            using var second = new FetchingProcess(room.Cache.Folder, room.Mirror.Url("a"), sha256);
            Assert.Equal(content, File.ReadAllBytes(await second.EndsWellAsync()));
            Assert.True(!isHalfWay || room.Mirror.Requests[^1].Status == 206);
            // Who was killed between naming the file and removing the note beside it leaves the note.
            Assert.DoesNotContain(room.Leftovers(), path => path.EndsWith(".part", StringComparison.Ordinal));
            room.Cache.Prune(null);
            room.AssertCacheIsGood();
        }
    }

    /// <summary>Somewhere from the request to shortly after the last byte: while the file begins, comes in, is checked, and named.</summary>
    private static async Task WaitForAllAsync(FetchRoom room, int length, Random random)
    {
        bool isLate = random.Next(2) == 0;
        await WaitForAsync(() => room.Mirror.Requests.Count > 0 && (!isLate || PartLength(room) == length || room.Cache.List().Count > 0));
        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * (isLate ? 4 : 60)));
    }

    private static long PartLength(FetchRoom room) => new FileInfo(room.Cache.Layout.Part(room.Mirror.Url("a"))) is { Exists: true } part ? part.Length : 0;

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "the victim does nothing");
            await Task.Delay(1);
        }
    }
}
