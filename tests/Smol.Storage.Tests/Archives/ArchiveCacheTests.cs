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
        "head -c 300000 plain | gzip; tail -c +300001 plain | gzip",
        "xz -6 <plain",
        "xz -T2 --block-size=100000 <plain",
        "head -c 300000 plain | xz; tail -c +300001 plain | xz",
        "xz --check=sha256 <plain; printf '\\0\\0\\0\\0'",
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
    public void The_second_use_reads_no_compressed_byte_and_a_changed_file_is_read_again()
    {
        string path = Make("xz <plain");
        _cache.Open(path).Dispose();
        DateTime written = File.GetLastWriteTimeUtc(path);

        // The same length and times, and nothing in it that could be decompressed.
        using (FileStream damaged = File.OpenWrite(path))
            damaged.Write([0xfd, .. "7zXZ\0"u8, .. new byte[100]]);
        File.SetLastWriteTimeUtc(path, written);
        using (UnpackedArchive again = _cache.Open(path))
            Assert.True(ReadAll(again).AsSpan().SequenceEqual(_plain));

        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        Assert.Throws<SmolException>(() => _cache.Open(path));
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
    public void A_compression_that_is_not_understood_is_named()
    {
        File.WriteAllBytes(_scratch["a.tar.zst"], [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0]);
        Assert.Contains("zstd", Assert.Throws<SmolException>(() => _cache.Open(_scratch["a.tar.zst"])).Message, StringComparison.Ordinal);
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
