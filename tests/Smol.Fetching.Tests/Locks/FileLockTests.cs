using Smol.Fetching.Locks;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Fetching.Tests.Locks;

public sealed class FileLockTests
{
    [Fact]
    public async Task Only_one_at_a_time_is_inside()
    {
        using var scratch = new Scratch();
        int inside = 0;
        int most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using FileLock held = FileLock.Take(scratch["lock"], TimeSpan.FromMinutes(1), TimeProvider.System);
            int now = Interlocked.Increment(ref inside);
            most = Math.Max(most, now);
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        })));
        Assert.Equal(1, most);
    }

    [Fact]
    public void Who_waits_too_long_is_told_where()
    {
        using var scratch = new Scratch();
        using FileLock held = FileLock.Take(scratch["lock"], TimeSpan.Zero, TimeProvider.System);
        var failure = Assert.Throws<SmolException>(() => FileLock.Take(scratch["lock"], TimeSpan.FromMilliseconds(20), TimeProvider.System));
        Assert.Equal(scratch["lock"], failure.Place);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_at_once()
    {
        using var scratch = new Scratch();
        Assert.Throws<SmolException>(() => FileLock.Take(scratch["none/lock"], TimeSpan.FromHours(1), TimeProvider.System));
    }
}
