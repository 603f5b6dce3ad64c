using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.DiskImages;
using Smol.TestSupport;

namespace Smol.Storage.Tests.DiskImages;

public sealed class SparseDigestTests : IDisposable
{
    private const string Definition = """
        import hashlib, struct, sys
        data = open(sys.argv[1], 'rb').read()
        every = hashlib.sha256(struct.pack('<q', len(data)))
        for at in range(0, len(data), 1 << 20):
            chunk = data[at:at + (1 << 20)]
            if chunk.count(0) != len(chunk):
                every.update(struct.pack('<q', at >> 20) + hashlib.sha256(chunk).digest())
        print('sha256-sparse:' + every.hexdigest())
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void It_is_what_its_definition_gives_in_another_language()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            string path = WriteRandom($"{seed}", new Random(seed), isSparse: true);
            Assert.Equal(Oracle.MustRun("python3", "-c", Definition, path).Trim(), SparseDigest.Of(path));
        }
    }

    [Fact]
    public void Holes_and_zeros_that_were_written_are_the_same()
    {
        for (int seed = 0; seed < 12; seed++)
            Assert.Equal(SparseDigest.Of(WriteRandom("holes", new Random(seed), isSparse: true)), SparseDigest.Of(WriteRandom("zeros", new Random(seed), isSparse: false)));
    }

    [Fact]
    public void One_bit_or_one_byte_of_length_makes_another()
    {
        string path = WriteRandom("file", new Random(1), isSparse: true);
        string before = SparseDigest.Of(path);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(_scratch["longer"], [.. bytes, 0]);
        Assert.NotEqual(before, SparseDigest.Of(_scratch["longer"]));

        Prop.ForAll(Gen.Choose(0, (bytes.Length * 8) - 1).ToArbitrary(), bit =>
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_scratch["changed"], changed);
            return SparseDigest.Of(_scratch["changed"]) != before;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public void A_terabyte_of_holes_costs_nothing()
    {
        using (FileStream file = File.Create(_scratch["huge"]))
        {
            file.SetLength(1L << 40);
            file.Position = 1L << 39;
            file.WriteByte(1);
        }
        Assert.StartsWith(SparseDigest.Prefix, SparseDigest.Of(_scratch["huge"]), StringComparison.Ordinal);
    }

    /// <summary>Stretches of data and of nothing, of all lengths around a page and a MiB.</summary>
    private string WriteRandom(string name, Random random, bool isSparse)
    {
        string path = _scratch[name];
        using FileStream file = File.Create(path);
        for (int stretch = random.Next(1, 8); stretch > 0; stretch--)
        {
            byte[] bytes = new byte[random.Next(1, 3 << random.Next(20))];
            random.NextBytes(bytes);
            file.Write(bytes);
            byte[] zeros = new byte[random.Next(3 << 20)];
            if (isSparse)
                file.Position += zeros.Length;
            else
                file.Write(zeros);
        }
        file.SetLength(file.Position);
        return path;
    }
}
