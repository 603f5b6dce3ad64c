using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Archives;

public sealed class ReadAheadTests
{
    [Fact]
    public void Whoever_reads_gets_the_bytes_of_the_source() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var bytes = new byte[random.Next(1, 2 << 20)];
        random.NextBytes(bytes);
        var source = new ReadAheadSource("archive", new MemorySource(bytes), bytes.Length);
        Parallel.For(0, 1 + random.Next(3), reader => ReadOn(source, bytes, new Random(seed + reader)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Small_files_that_follow_each_other_are_few_calls()
    {
        var counted = new CountedSource(new byte[8 << 20]);
        var source = new ReadAheadSource("archive", counted, 8 << 20);
        var file = new byte[6900];
        for (long offset = 512; offset + file.Length <= 8 << 20; offset += 7680)
            source.Read(offset, file);
        Assert.InRange(counted.Calls, 30, 40);
    }

    [Fact]
    public void What_is_far_apart_is_read_alone()
    {
        var counted = new CountedSource(new byte[8 << 20]);
        var source = new ReadAheadSource("archive", counted, 8 << 20);
        for (long offset = 7 << 20; offset > 0; offset -= 1 << 20)
            source.Read(offset, new byte[100]);
        Assert.Equal(7 * 100, counted.Bytes);
    }

    [Fact]
    public void After_an_error_it_still_reads()
    {
        var counted = new CountedSource([.. Enumerable.Range(0, 100).Select(number => (byte)number)]) { IsBroken = true };
        var source = new ReadAheadSource("archive", counted, 100);
        Assert.Throws<SmolException>(() => source.Read(10, new byte[20]));
        counted.IsBroken = false;
        var read = new byte[20];
        source.Read(10, read);
        Assert.Equal(Enumerable.Range(10, 20).Select(number => (byte)number), read);
    }

    /// <summary>Mostly onwards in small steps, with a jump or a large file now and then.</summary>
    private static void ReadOn(ReadAheadSource source, byte[] bytes, Random random)
    {
        int offset = 0;
        for (int count = 0; count < 100; count++)
        {
            offset = random.Next(20) == 0 ? random.Next(bytes.Length) : offset + random.Next(20_000);
            if (offset >= bytes.Length)
                offset = 0;
            var read = new byte[Math.Min(bytes.Length - offset, random.Next(20) == 0 ? random.Next(300_000) : random.Next(8000))];
            source.Read(offset, read);
            if (!read.AsSpan().SequenceEqual(bytes.AsSpan(offset, read.Length)))
                Assert.Fail($"other bytes at {offset}, {read.Length} of them");
            offset += read.Length;
        }
    }

    private sealed class CountedSource(byte[] bytes) : IContentSource
    {
        public bool IsBroken { get; set; }

        public int Calls { get; private set; }

        public long Bytes { get; private set; }

        public string Name => "bytes";

        public void Read(long offset, Span<byte> buffer)
        {
            if (IsBroken)
                throw new SmolException("can't be read", Name);
            bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
            Calls++;
            Bytes += buffer.Length;
        }
    }
}
