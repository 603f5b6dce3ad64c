using Smol.TestSupport;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class KillTests
{
    [Fact]
    public async Task Killed_at_any_moment_and_started_again_it_ends_with_the_right_bytes()
    {
        var random = new Random();
        int continued = 0;
        for (int round = 0; round < TestCount.Of(20, 200); round++)
        {
            using var room = new FetchRoom();
            byte[] content = Bytes(random.Next(1, 4_000_000), round);
            string? sha256 = round % 2 == 0 ? Sha256(content) : null;
            room.Mirror.Put("a", content);
            using var victim = new FetchingProcess(room.Cache.Folder, room.Mirror.Url("a"), sha256);
            await KillSomewhereAsync(room, victim, content.Length, random);
            room.AssertCacheIsGood(hasLeftovers: true);

            using var second = new FetchingProcess(room.Cache.Folder, room.Mirror.Url("a"), sha256);
            Assert.Equal(content, File.ReadAllBytes(await second.EndsWellAsync()));
            // Who was killed between naming the file and removing the note beside it leaves the note.
            Assert.DoesNotContain(room.Leftovers(), path => path.EndsWith(".part", StringComparison.Ordinal));
            room.Cache.Prune(null);
            room.AssertCacheIsGood();
            continued += room.Mirror.Requests.Any(request => request.Status == 206) ? 1 : 0;
        }
        Assert.NotEqual(0, continued);
    }

    /// <summary>Half of the time while the bytes come, else some milliseconds after the last one went out: while it is checked and named.</summary>
    private static async Task KillSomewhereAsync(FetchRoom room, FetchingProcess victim, int length, Random random)
    {
        var sent = new TaskCompletionSource();
        int bytes = random.Next(2) == 0 ? random.Next(length) : length;
        room.Mirror.Break("a", new MirrorFault
        {
            CutAfter = bytes,
            BeforeCut = async () =>
            {
                sent.TrySetResult();
                if (bytes < length)
                    await Task.Delay(Timeout.Infinite);
            },
        });
        await sent.Task;
        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 15));
        await victim.KillAsync();
    }
}
