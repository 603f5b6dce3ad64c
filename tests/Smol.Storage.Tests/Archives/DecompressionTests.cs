using Smol.Storage.Archives;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class DecompressionTests
{
    /// <summary>A program, the suffix that it gives, the format, and options: one block, several blocks, none.</summary>
    public static TheoryData<string, string, Compression, string> Compressors => new()
    {
        { "gzip", ".gz", Compression.Gzip, "-6" },
        { "xz", ".xz", Compression.Xz, "-6" },
        { "xz", ".xz", Compression.Xz, "-T2 --block-size=16384" },
        { "xz", ".xz", Compression.Xz, "--check=none" },
        { "xz", ".xz", Compression.Xz, "--x86 --lzma2" },
        { "zstd", ".zst", Compression.Zstd, "-q" },
        { "zstd", ".zst", Compression.Zstd, "-q --no-check --long" },
    };

    [Theory]
    [MemberData(nameof(Compressors))]
    public void What_others_compress_comes_back(string program, string suffix, Compression format, string options)
    {
        using var scratch = new Scratch();
        foreach (int length in new[] { 0, 1, 65536, 1_000_003 })
        {
            byte[] data = Data(length);
            byte[] compressed = Compress(scratch, program, suffix, options, data);
            Assert.Equal(format, Decompression.Detect(compressed));
            Assert.Equal(data, Decompress(compressed, format));
        }
    }

    [Theory]
    [MemberData(nameof(Compressors))]
    public void What_follows_each_other_is_one(string program, string suffix, Compression format, string options)
    {
        using var scratch = new Scratch();
        byte[] first = Compress(scratch, program, suffix, options, Data(300_000));
        byte[] second = Compress(scratch, program, suffix, options, Data(7));
        byte[] none = Compress(scratch, program, suffix, options, []);
        Assert.Equal([.. Data(300_000), .. Data(7), .. Data(7)], Decompress([.. first, .. second, .. none, .. second], format));
    }

    /// <summary>The buffer of compressed bytes ends exactly where a frame does.</summary>
    [Theory]
    [InlineData("xz", ".xz", Compression.Xz)]
    [InlineData("zstd", ".zst", Compression.Zstd)]
    public void A_whole_number_of_buffers_is_no_special_case(string program, string suffix, Compression format)
    {
        using var scratch = new Scratch();
        const int buffer = 64 << 10;
        var random = new byte[buffer];
        new Random(4).NextBytes(random);
        int length = buffer - 300;
        byte[] compressed = Compress(scratch, program, suffix, "-q", random[..length]);
        // Neither compresses random bytes: each byte more in is one more out, but for the padding of xz.
        length += buffer - compressed.Length - 4;
        while (compressed.Length < buffer)
            compressed = Compress(scratch, program, suffix, "-q", random[..++length]);
        Assert.Equal(buffer, compressed.Length);
        Assert.Equal(random[..length], Decompress(compressed, format));
    }

    [Theory]
    [MemberData(nameof(Compressors))]
    public void What_is_cut_short_is_an_error_with_its_place(string program, string suffix, Compression format, string options)
    {
        using var scratch = new Scratch();
        byte[] compressed = Compress(scratch, program, suffix, options, Data(50_000));
        var random = new Random(5);
        for (int round = 0; round < 200; round++)
            Refused(compressed[..random.Next(compressed.Length)], format);
        Refused(compressed[..^1], format);
        byte[] second = [.. compressed, .. compressed[..(compressed.Length / 2)]];
        Refused(second, format);
    }

    [Theory]
    [MemberData(nameof(Compressors))]
    public void Damage_is_an_error_or_does_no_harm(string program, string suffix, Compression format, string options)
    {
        using var scratch = new Scratch();
        byte[] data = Data(50_000);
        byte[] compressed = Compress(scratch, program, suffix, options, data);
        bool isChecked = !options.Contains("check", StringComparison.Ordinal);
        var random = new Random(6);
        int refused = 0;
        for (int round = 0; round < 200; round++)
        {
            byte[] damaged = [.. compressed];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                byte[] result = Decompress(damaged, format);
                if (isChecked)
                    Assert.Equal(data, result);
            }
            catch (SmolException failure)
            {
                Assert.Equal("the place", failure.Place);
                refused++;
            }
        }
        Assert.True(!isChecked || refused > 150, $"{refused} refused");
    }

    [Fact]
    public void A_dictionary_that_does_not_fit_memory_is_refused()
    {
        using var scratch = new Scratch();
        byte[] compressed = Compress(scratch, "xz", ".xz", "--lzma2=dict=4KiB --check=none", Data(100));
        // The block header begins at 12: size, flags, filter id, size of properties, and the property: 40 means 4 GiB - 1.
        Assert.Equal([0x21, 0x01], compressed[14..16]);
        compressed[16] = 40;
        uint crc = Crc32(compressed.AsSpan(12, 8));
        BitConverter.GetBytes(crc).CopyTo(compressed, 20);
        Assert.Contains("memory", Assert.Throws<SmolException>(() => Decompress(compressed, Compression.Xz)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_understood_is_named()
    {
        Assert.Equal(Compression.None, Decompression.Detect([]));
        Assert.Equal(Compression.None, Decompression.Detect("PK"u8));
        Assert.Contains("bzip2", Assert.Throws<SmolException>(() => Decompress("BZh91AY"u8.ToArray(), Decompression.Detect("BZh91AY"u8))).Message, StringComparison.Ordinal);
    }

    private static byte[] Compress(Scratch scratch, string program, string suffix, string options, byte[] data)
    {
        File.WriteAllBytes(scratch["data"], data);
        Oracle.MustRun(program, [.. options.Split(' '), "-k", "-f", scratch["data"]]);
        return File.ReadAllBytes(scratch["data" + suffix]);
    }

    /// <summary>Half noise, half text.</summary>
    private static byte[] Data(int length)
    {
        var data = new byte[length];
        var random = new Random(length);
        random.NextBytes(data.AsSpan(0, length / 2));
        for (int index = length / 2; index < length; index++)
            data[index] = (byte)('a' + (index % 23));
        return data;
    }

    private static void Refused(byte[] compressed, Compression format)
    {
        var failure = Assert.Throws<SmolException>(() => Decompress(compressed, format));
        Assert.Equal("the place", failure.Place);
        Assert.Matches("ends too early|is damaged", failure.Problem);
    }

    private static byte[] Decompress(byte[] compressed, Compression format)
    {
        using Stream stream = Decompression.Open(new MemoryStream(compressed), format, "the place");
        var result = new MemoryStream();
        stream.CopyTo(result);
        return result.ToArray();
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
