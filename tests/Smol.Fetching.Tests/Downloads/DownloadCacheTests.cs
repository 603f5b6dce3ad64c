using Smol.Fetching.Downloads;
using Smol.Fetching.Locks;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests.Downloads;

public sealed class DownloadCacheTests
{
    [Fact]
    public void A_cache_that_was_never_made_is_empty()
    {
        using var scratch = new Scratch();
        var cache = new DownloadCache(scratch["none"], TimeProvider.System);
        Assert.Empty(cache.List());
        Assert.Empty(cache.Verify(removesBad: true));
        Assert.Equal(default, cache.Prune(TimeSpan.Zero));
        Assert.Null(cache.Find("http://a/"));
        Assert.Null(cache.FindSha256("../../etc/passwd"));
        Assert.Null(cache.FindSha512(new string('a', 128)));
        Assert.False(Directory.Exists(scratch["none"]));
    }

    [Fact]
    public async Task It_says_what_it_holds_and_where_that_came_from()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000));
        room.Mirror.Put("b", Bytes(1000));
        room.Mirror.Put("c", Bytes(2000, 2));
        foreach (string path in (string[])["c", "b", "a"])
            await room.FetchAsync(room.Request(path));
        (string Sha256, long Size)[] expected = [(Sha256(Bytes(1000)), 1000), (Sha256(Bytes(2000, 2)), 2000)];
        Assert.Equal(
            expected.OrderBy(entry => entry.Sha256, StringComparer.Ordinal),
            room.Cache.List().Select(entry => (entry.Sha256, entry.Size)));
        Assert.Equal([room.Mirror.Url("a"), room.Mirror.Url("b")], room.Cache.List().Single(entry => entry.Size == 1000).Urls);
        CachedDownload known = room.Cache.Find(room.Mirror.Url("c"))!;
        Assert.Equal((Sha256(Bytes(2000, 2)), 2000, new MirrorFile(Bytes(2000, 2), default).ETag, "Tue, 02 Jan 2024 03:04:05 GMT"), (known.Sha256, known.Size, known.ETag, known.LastModified));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(room.Cache.FindSha256(known.Sha256)!) & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    [Fact]
    public async Task A_damaged_file_is_found_and_can_be_removed()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000));
        room.Mirror.Put("b", Bytes(1000, 2));
        FetchedFile damaged = await room.FetchAsync(room.Request("a") with { Sha512 = Sha512(Bytes(1000)) });
        await room.FetchAsync(room.Request("b"));
        Damage(damaged.Path, 500);
        File.WriteAllText(room.Cache.Layout.Record("nonsense"), "{}");
        IReadOnlyList<CacheFinding> findings = room.Cache.Verify(removesBad: false);
        string[] bad = [damaged.Path, room.Cache.Layout.Link(Sha512(Bytes(1000))), room.Cache.Layout.Record("nonsense"), room.Cache.Layout.Record(room.Mirror.Url("a"))];
        Assert.Equal(bad.Order(StringComparer.Ordinal), findings.Select(finding => finding.Path).Order(StringComparer.Ordinal));
        Assert.Equal(findings, room.Cache.Verify(removesBad: true));
        room.AssertCacheIsGood();
        Assert.Equal(FetchOrigin.Network, (await room.FetchAsync(room.Request("a"))).Origin);
        Assert.Equal(FetchOrigin.Unchanged, (await room.FetchAsync(room.Request("b"))).Origin);
    }

    [Fact]
    public async Task A_file_that_lost_its_end_is_fetched_again()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000));
        FetchedFile file = await room.FetchAsync(room.Request("a"));
        File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (FileStream stream = File.OpenWrite(file.Path))
            stream.SetLength(500);
        Assert.Equal(FetchOrigin.Network, (await room.FetchAsync(room.Request("a"))).Origin);
        Assert.Equal(Bytes(1000), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task What_was_not_used_for_a_while_can_be_removed()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("old", Bytes(1000));
        room.Mirror.Put("used", Bytes(2000, 2));
        FetchedFile old = await room.FetchAsync(room.Request("old") with { Sha512 = Sha512(Bytes(1000)) });
        FetchedFile used = await room.FetchAsync(room.Request("used"));
        DateTime before = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-40);
        foreach (string path in (string[])[old.Path, used.Path, room.Cache.Layout.Record(old.Source), room.Cache.Layout.Record(used.Source)])
            File.SetLastWriteTimeUtc(path, before);
        await room.FetchAsync(room.Request("used", Bytes(2000, 2)));
        Assert.Equal(new(0, 0), room.Cache.Prune(TimeSpan.FromDays(41)));
        Assert.Equal(new(2, 1000 + new FileInfo(room.Cache.Layout.Record(old.Source)).Length), room.Cache.Prune(TimeSpan.FromDays(30)));
        Assert.Equal([used.Sha256], room.Cache.List().Select(entry => entry.Sha256));
        room.AssertCacheIsGood();
        room.Cache.Prune(TimeSpan.Zero);
        Assert.Empty(room.Cache.List());
        room.AssertCacheIsGood();
    }

    [Fact]
    public async Task Leftovers_are_removed_unless_somebody_works_at_them()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(100_000));
        room.Mirror.BreakForever("a", MirrorFault.Cut(1000));
        using (Fetcher once = room.Again(Quick with { Retry = new() { MostAttempts = 1 } }))
            await Assert.ThrowsAnyAsync<Exception>(() => once.FetchAsync(room.Request("a")));
        using (FileLock.TryTake(room.Cache.Layout.Lock(room.Mirror.Url("a"))))
            Assert.Equal(default, room.Cache.Prune(null));
        Assert.Equal(2, room.Leftovers().Length);
        Assert.Equal(2, room.Cache.Prune(null).Files);
        Assert.Empty(room.Leftovers());
    }

    [Fact]
    public async Task It_works_after_its_folder_was_removed()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(1000));
        await room.FetchAsync(room.Request("a"));
        Directory.Delete(room.Cache.Folder, recursive: true);
        Assert.Equal(Bytes(1000), File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
    }

    private static void Damage(string path, int offset)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using FileStream stream = File.Open(path, FileMode.Open);
        stream.Position = offset;
        int value = stream.ReadByte();
        stream.Position = offset;
        stream.WriteByte((byte)(value + 1));
    }
}
