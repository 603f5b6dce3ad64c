using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

/// <summary>Archives that come in pieces, and what is left of those that don't come whole.</summary>
public sealed class ArrivingArchiveTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ArchiveCache _cache;
    private readonly byte[] _packed;

    public ArrivingArchiveTests()
    {
        _cache = new(_scratch["cache"]);
        string make = "mkdir -p tree/etc && head -c 3000000 /dev/urandom >tree/big && : >tree/empty && ln tree/big tree/etc/same && tar -cf plain.tar tree && xz -0k plain.tar";
        Assert.Equal(0, Oracle.RunIn(_scratch.Folder, "sh", "-c", make).Code);
        _packed = File.ReadAllBytes(_scratch["plain.tar.xz"]);
    }

    private string Digest => Oracle.MustRun("sha256sum", _scratch["plain.tar.xz"]).Split(' ')[0];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_comes_in_pieces_is_the_archive_and_its_index()
    {
        using (ArrivingArchive arriving = _cache.Add(new Dribble(_packed, failAt: null), "a download"))
        {
            Assert.Equal(Digest, arriving.Digest);
            Assert.Equal(_packed.Length, arriving.PackedLength);
            Assert.Null(_cache.Find(Digest, "a download"));
            arriving.Commit(_scratch["plain.tar.xz"]);
        }
        CachedArchive entry = Assert.Single(_cache.List());
        Assert.Equal(5, entry.MemberCount);
        Assert.Equal(_scratch["plain.tar.xz"], Assert.Single(entry.Origins).Path);

        using UnpackedArchive found = _cache.Find(Digest, "a download")!;
        using UnpackedArchive opened = _cache.Open(_scratch["plain.tar.xz"]);
        Assert.Equal(Digest, opened.Digest);
        var bytes = new byte[found.Length];
        found.Source.Read(0, bytes);
        Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(_scratch["plain.tar"])));
        Assert.IsType<IndexReader>(found.ReadMembers());
        Assert.Empty(_cache.Verify(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_is_not_committed_leaves_nothing()
    {
        _cache.Add(new MemoryStream(_packed), "a download").Dispose();
        Assert.Empty(_cache.List());
        Assert.Empty(Directory.GetFiles(_scratch["cache/unpacked"]));
    }

    [Fact]
    public void A_stream_that_breaks_says_so_itself_and_leaves_nothing()
    {
        foreach (int at in new[] { 0, 3, 1000, _packed.Length / 2, _packed.Length - 1, _packed.Length })
            Assert.Equal($"broken at {at}", Assert.Throws<IOException>(() => _cache.Add(new Dribble(_packed, at), "a download")).Message);
        Assert.Empty(Directory.GetFiles(_scratch["cache/unpacked"]));
    }

    [Fact]
    public void A_stream_that_ends_early_is_an_error_with_its_place_and_leaves_nothing()
    {
        foreach (int length in new[] { 7, 1000, _packed.Length / 2, _packed.Length - 1 })
            Assert.Equal("a download", Assert.Throws<SmolException>(() => _cache.Add(new MemoryStream(_packed[..length]), "a download")).Place);
        Assert.Empty(Directory.GetFiles(_scratch["cache/unpacked"]));
    }

    [Fact]
    public async Task Cancelling_ends_a_stream_that_does_not_move()
    {
        using var stop = new CancellationTokenSource();
        var stuck = new Stuck();
        Task adding = Task.Run(() => _cache.Add(stuck, "a download", stop.Token).Dispose(), CancellationToken.None);
        await stuck.Reached.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.Empty(Directory.GetFiles(_scratch["cache/unpacked"]));
    }

    [Fact]
    public void What_is_no_archive_has_no_index_and_is_kept_all_the_same()
    {
        using (ArrivingArchive arriving = _cache.Add(new MemoryStream([.. "no archive"u8]), "a download"))
            arriving.Commit();
        Assert.Null(Assert.Single(_cache.List()).MemberCount);
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_nothing()
    {
        if (Environment.UserName != "root")
            Assert.Skip("only root can mount a small disk");
        Directory.CreateDirectory(_scratch["disk"]);
        Oracle.MustRun("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _scratch["disk"]);
        try
        {
            var cache = new ArchiveCache(_scratch["disk/cache"]);
            Assert.Equal(_scratch["disk/cache/unpacked"], Assert.Throws<SmolException>(() => cache.Add(new MemoryStream(_packed), "a download")).Place);
            Assert.Empty(Directory.GetFiles(_scratch["disk/cache/unpacked"]));
        }
        finally
        {
            Oracle.Run("umount", "-l", _scratch["disk"]);
        }
    }

    [Fact]
    public void Leftovers_go_but_not_what_somebody_is_at_work_on()
    {
        _cache.Open(_scratch["plain.tar.xz"]).Dispose();
        string unpacked = _scratch["cache/unpacked"];
        File.WriteAllBytes(Path.Combine(unpacked, "arriving-1"), new byte[1000]);
        File.WriteAllBytes(Path.Combine(unpacked, "arriving-2"), new byte[100]);
        File.WriteAllBytes(Path.Combine(unpacked, "arriving-2.lock"), []);
        File.WriteAllBytes(_scratch["cache/stamps/arriving-3"], []);
        using (ArrivingArchive arriving = _cache.Add(new MemoryStream(_packed), "a download"))
        {
            CachePruning pruning = _cache.Prune(_ => false);
            Assert.Empty(pruning.Archives);
            Assert.Equal(1100, pruning.Bytes);
            arriving.Commit();
        }
        Assert.Single(Directory.GetFiles(unpacked));
        Assert.Single(Directory.GetFiles(_scratch["cache/stamps"]));
        Assert.Single(_cache.List());
        Assert.Empty(_cache.Verify(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Unwanted_entries_and_notes_about_archives_that_are_gone_are_removed()
    {
        _cache.Open(_scratch["plain.tar.xz"]).Dispose();
        File.Delete(_scratch["plain.tar.xz"]);
        Assert.Empty(Assert.Single(_cache.List()).Origins);

        Assert.Single(_cache.Prune(archive => archive.Origins.Count == 0).Archives);
        foreach (string folder in new[] { "unpacked", "indices", "stamps" })
            Assert.Empty(Directory.GetFiles(_scratch["cache/" + folder]));
    }

    [Fact]
    public void Damage_is_found()
    {
        _cache.Open(_scratch["plain.tar.xz"]).Dispose();
        string path = Assert.Single(Directory.GetFiles(_scratch["cache/unpacked"]));
        Flip(path, 1_000_000);
        Assert.Equal(path, Assert.Single(_cache.Verify(TestContext.Current.CancellationToken)).Path);
        Flip(path, 1_000_000);
        string index = Assert.Single(Directory.GetFiles(_scratch["cache/indices"]));
        Flip(index, 60);
        Assert.Equal(index, Assert.Single(_cache.Verify(TestContext.Current.CancellationToken)).Path);
        File.Delete(index);
        Assert.Empty(_cache.Verify(TestContext.Current.CancellationToken));
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(5);
        Assert.Equal(path, Assert.Single(_cache.Verify(TestContext.Current.CancellationToken)).Path);
    }

    private static void Flip(string path, long offset)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 1));
    }

    /// <summary>A stream that gives a few bytes at a time, and breaks where it is told to.</summary>
    private sealed class Dribble(byte[] bytes, int? failAt) : ForwardStream
    {
        private readonly Random _random = new(bytes.Length);
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            if (_position == failAt)
                throw new IOException($"broken at {failAt}");
            int count = Math.Min(Math.Min(buffer.Length, _random.Next(1, 9000)), (failAt ?? bytes.Length) - _position);
            bytes.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }
    }

    /// <summary>A connection on which nothing comes.</summary>
    private sealed class Stuck : MemoryStream
    {
        public TaskCompletionSource Reached { get; } = new();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
