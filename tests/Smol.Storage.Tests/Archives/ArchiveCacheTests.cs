using Smol.Storage.Archives;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class ArchiveCacheTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ArchiveCache _cache;
    private readonly byte[] _plain = new byte[700_000];

    public ArchiveCacheTests()
    {
        _cache = new(_scratch["cache"]);
        new Random(3).NextBytes(_plain.AsSpan(0, 400_000));
        File.WriteAllBytes(_scratch["plain"], _plain);
    }

    public static TheoryData<string> Compressors { get; } =
    [
        "gzip -9 <plain",
        "gzip <plain; head -c 1 /dev/zero",
        "gzip <plain; head -c 300000 /dev/zero",
        "head -c 300000 plain | gzip; tail -c +300001 plain | gzip; head -c 9000 /dev/zero",
        "head -c 300000 plain | gzip; tail -c +300001 plain | gzip",
        "xz -6 <plain",
        "xz -T2 --block-size=100000 <plain",
        "head -c 300000 plain | xz; tail -c +300001 plain | xz",
        "xz --check=sha256 <plain; printf '\\0\\0\\0\\0'",
        "zstd -q <plain",
        "cat plain",
    ];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Compressors))]
    public void What_others_compressed_comes_back(string command)
    {
        string path = Make(command);
        using UnpackedArchive archive = _cache.Open(path);

        Assert.Equal(_plain.Length, archive.Length);
        Assert.True(ReadAll(archive).AsSpan().SequenceEqual(_plain));
        if (command != "cat plain")
            Assert.Equal(Oracle.MustRun("sha256sum", path).Split(' ')[0], archive.Digest);
    }

    [Fact]
    public void The_second_use_reads_no_compressed_byte()
    {
        string path = Make("xz <plain");
        _cache.Open(path).Dispose();
        // Were it decompressed again, this would be gone.
        byte[] marked = [.. _plain];
        marked[^1] = 1;
        File.WriteAllBytes(Assert.Single(Directory.GetFiles(_scratch["cache/unpacked"])), marked);
        using UnpackedArchive again = _cache.Open(path);
        Assert.True(ReadAll(again).AsSpan().SequenceEqual(marked));
        Assert.Equal(Oracle.MustRun("sha256sum", path).Split(' ')[0], again.Digest);

        // Another name for the same bytes is known by their digest.
        File.Copy(path, _scratch["copy"]);
        using UnpackedArchive copy = _cache.Open(_scratch["copy"]);
        Assert.True(ReadAll(copy).AsSpan().SequenceEqual(marked));
    }

    [Fact]
    public void An_archive_that_is_replaced_is_decompressed_again_though_length_and_time_are_the_same()
    {
        string path = Make("xz -0 <plain");
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        _cache.Open(path).Dispose();

        _plain[1] ^= 1;
        File.WriteAllBytes(_scratch["plain"], _plain);
        File.Move(path, _scratch["old"]);
        path = Make("xz -0 <plain");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(new FileInfo(_scratch["old"]).Length, new FileInfo(path).Length);
        using UnpackedArchive replaced = _cache.Open(path);
        Assert.True(ReadAll(replaced).AsSpan().SequenceEqual(_plain));
    }

    [Fact]
    public void What_a_crash_of_the_host_shortened_is_decompressed_again()
    {
        string path = Make("gzip <plain");
        _cache.Open(path).Dispose();
        using (FileStream file = File.OpenWrite(Assert.Single(Directory.GetFiles(_scratch["cache/unpacked"]))))
            file.SetLength(1000);
        using UnpackedArchive again = _cache.Open(path);
        Assert.True(ReadAll(again).AsSpan().SequenceEqual(_plain));
    }

    [Fact]
    public void Many_at_once_share_a_cache()
    {
        string path = Make("xz -0 <plain");
        Parallel.For(0, 24, _ =>
        {
            using UnpackedArchive archive = new ArchiveCache(_scratch["cache"]).Open(path);
            Assert.True(ReadAll(archive).AsSpan().SequenceEqual(_plain));
        });
        Assert.Single(Directory.GetFileSystemEntries(_scratch["cache/unpacked"]));
        Assert.Single(Directory.GetFileSystemEntries(_scratch["cache/stamps"]));
    }

    [Fact]
    public void Cancelling_leaves_nothing()
    {
        string path = Make("xz -0 <plain");
        Assert.ThrowsAny<OperationCanceledException>(() => _cache.Open(path, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch["cache/unpacked"]));
    }

    [Fact]
    public void A_missing_archive_and_a_cache_that_can_not_be_written_are_errors_with_their_places()
    {
        Assert.Equal(_scratch["none"], Assert.Throws<SmolException>(() => _cache.Open(_scratch["none"])).Place);
        Assert.Equal(_scratch.Folder, Assert.Throws<SmolException>(() => _cache.Open(_scratch.Folder)).Place);
        string path = Make("xz -0 <plain");
        File.WriteAllText(_scratch["cache"], "in the way");
        Assert.Equal(_scratch["cache/unpacked"], Assert.Throws<SmolException>(() => _cache.Open(path)).Place);
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("gzip")]
    public void A_file_that_is_cut_off_anywhere_is_an_error_and_leaves_nothing(string compressor)
    {
        byte[] whole = File.ReadAllBytes(Make($"head -c 30000 plain | {compressor}"));
        var random = new Random(5);
        for (int round = 0; round < 100; round++)
        {
            int length = random.Next(Decompression.MagicLength, whole.Length);
            File.WriteAllBytes(_scratch["cut"], whole.AsSpan(0, length));
            var failure = Assert.Throws<SmolException>(() => _cache.Open(_scratch["cut"]));
            Assert.Equal(_scratch["cut"], failure.Place);
        }
        Assert.Empty(Directory.GetFiles(_scratch["cache/unpacked"]));
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("gzip")]
    public void A_file_with_a_flipped_bit_is_an_error_or_the_same_bytes(string compressor)
    {
        byte[] whole = File.ReadAllBytes(Make($"head -c 30000 plain | {compressor}"));
        var random = new Random(6);
        for (int round = 0; round < 100; round++)
        {
            byte[] flipped = [.. whole];
            flipped[random.Next(Decompression.MagicLength, flipped.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_scratch["flipped"], flipped);
            try
            {
                using UnpackedArchive archive = _cache.Open(_scratch["flipped"]);
                Assert.True(ReadAll(archive).AsSpan().SequenceEqual(_plain.AsSpan(0, 30000)));
            }
            catch (SmolException)
            {
                // Which most flips must be.
            }
        }
    }

    [Fact]
    public void Zeros_behind_gzip_are_dropped_where_gzip_drops_them_and_hide_nothing()
    {
        byte[] whole = File.ReadAllBytes(Make("head -c 30000 plain | gzip"));
        foreach (byte[] start in (byte[][])[[.. whole, 1], [.. whole, 0, 0, 7], [.. whole, 0x1f, 0x8b, 8], .. Enumerable.Range(1, 30).Select(cut => whole[..^cut])])
        {
            File.WriteAllBytes(_scratch["padded"], [.. start, .. new byte[700]]);
            (int code, _, string errors) = Oracle.RunIn(_scratch.Folder, "sh", "-c", "gzip -dc <padded >/dev/null");
            if (code == 0 && errors.Length == 0)
                _cache.Open(_scratch["padded"]).Dispose();
            else
                Assert.Throws<SmolException>(() => _cache.Open(_scratch["padded"]));
        }
    }

    private string Make(string command)
    {
        Assert.Equal(0, Oracle.RunIn(_scratch.Folder, "sh", "-c", $"{{ {command}; }} >packed").Code);
        return _scratch["packed"];
    }

    private static byte[] ReadAll(UnpackedArchive archive)
    {
        var bytes = new byte[archive.Length];
        archive.Source.Read(0, bytes);
        return bytes;
    }
}
