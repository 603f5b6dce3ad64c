using System.IO.Compression;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class ConsumerTests
{
    private static readonly byte[] Content = Bytes(300_000);

    [Fact]
    public async Task It_sees_every_byte_whatever_happens_on_the_way()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Cut(100_000), MirrorFault.Reset(50_000), new() { NewContent = Bytes(200_000, 2), CutAfter = 10_000 });
        List<byte[]> seen = [];
        FetchRequest request = room.Request("a") with { Consumer = (stream, _) => seen.Add(ReadAll(stream)) };
        await room.FetchAsync(request);
        Assert.Equal(Bytes(200_000, 2), Assert.Single(seen));
        Assert.Equal(FetchOrigin.Unchanged, (await room.FetchAsync(request)).Origin);
        Assert.Equal(Bytes(200_000, 2), seen[1]);
    }

    [Fact]
    public async Task It_sees_what_an_earlier_process_left_and_what_is_local_or_cached()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Break("a", MirrorFault.Cut(100_000));
        List<byte[]> seen = [];
        FetchRequest request = room.Request("a", Content) with { Consumer = (stream, _) => seen.Add(ReadAll(stream)) };
        using (Fetcher first = room.Again(Quick with { Retry = new() { MostAttempts = 1 } }))
            await Assert.ThrowsAsync<SmolException>(() => first.FetchAsync(request));
        Assert.Empty(seen);
        FetchedFile file = await room.FetchAsync(request);
        await room.FetchAsync(request);
        await room.FetchAsync(request with { Source = file.Path });
        Assert.Equal([Content, Content, Content], seen);
    }

    [Fact]
    public async Task It_is_at_work_while_the_bytes_arrive()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        var arrived = new TaskCompletionSource();
        // The server goes on only when the consumer has had what came so far.
        room.Mirror.Break("a", new MirrorFault { CutAfter = 200_000, BeforeCut = () => arrived.Task });
        await room.FetchAsync(room.Request("a") with
        {
            Consumer = (stream, _) =>
            {
                stream.ReadExactly(new byte[200_000]);
                arrived.SetResult();
                Assert.Equal(100_000, ReadAll(stream).Length);
            },
        });
        Assert.True(arrived.Task.IsCompleted);
    }

    [Fact]
    public async Task It_never_sees_the_end_of_what_is_wrong()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        bool sawEnd = false;
        FetchRequest request = room.Request("a", Bytes(5)) with
        {
            Consumer = (stream, _) =>
            {
                ReadAll(stream);
                sawEnd = true;
            },
        };
        await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(request));
        Assert.False(sawEnd);
    }

    [Fact]
    public async Task What_it_can_not_use_is_not_kept_unless_a_digest_says_that_it_is_right()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        FetchRequest request = room.Request("a") with { Consumer = (_, _) => throw new SmolException("is no archive") };
        Assert.Equal("is no archive", (await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(request))).Message);
        Assert.Empty(room.Cache.List());
        room.AssertCacheIsGood();
        Assert.Equal("is no archive", (await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(request with { Sha256 = Sha256(Content) }))).Message);
        Assert.Single(room.Cache.List());
    }

    [Fact]
    public async Task It_may_stop_before_the_end()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        FetchedFile file = await room.FetchAsync(room.Request("a") with { Consumer = (stream, _) => stream.Dispose() });
        Assert.Equal(Content, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task Gzip_is_unpacked_on_the_way()
    {
        using var room = new FetchRoom();
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Content);
        room.Mirror.Put("netbsd.gz", packed.ToArray());
        room.Mirror.Break("netbsd.gz", MirrorFault.Cut(1000), MirrorFault.Cut(100_000));
        byte[]? unpacked = null;
        await room.FetchAsync(room.Request("netbsd.gz") with
        {
            Kind = ContentKind.Gzip,
            Consumer = (stream, _) =>
            {
                using Stream plain = Decompression.Open(stream, Compression.Gzip, "netbsd.gz");
                unpacked = ReadAll(plain);
            },
        });
        Assert.Equal(Content, unpacked);
    }

    private static byte[] ReadAll(Stream stream)
    {
        var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
