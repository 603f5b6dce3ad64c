using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.DiskImages;

public sealed class ImageWriterTests
{
    [Fact]
    public void Bytes_land_at_their_offsets_and_the_rest_is_zero()
    {
        using var scratch = new Scratch();
        var data = new byte[3_000_000];
        new Random(1).NextBytes(data);
        data.AsSpan(10_000, 500_000).Clear();
        using (ImageWriter image = ImageWriter.Create(scratch["a.img"]))
        {
            image.Write(5_000, data.AsSpan(0, 7));
            image.Write(5_007, data.AsSpan(7));
            image.Write(100, "early"u8);
            image.Write(9_000_000, FileContent.FromBytes(data), 12, 100);
            image.Commit(10_000_000);
        }

        var expected = new byte[10_000_000];
        data.CopyTo(expected, 5_000);
        "early"u8.CopyTo(expected.AsSpan(100));
        data.AsSpan(12, 100).CopyTo(expected.AsSpan(9_000_000));
        Assert.True(File.ReadAllBytes(scratch["a.img"]).AsSpan().SequenceEqual(expected));
        Assert.Equal(["a.img"], Directory.GetFiles(scratch.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Zeros_take_no_room_on_the_disk()
    {
        using var scratch = new Scratch();
        using (ImageWriter image = ImageWriter.Create(scratch["a.img"]))
        {
            image.Write(0, new byte[8 << 20]);
            image.Commit(64 << 20);
        }
        Assert.Equal("0", Oracle.MustRun("stat", "-c", "%b", scratch["a.img"]).Trim());
    }

    [Fact]
    public void The_digest_made_on_the_way_is_that_of_the_file()
    {
        using var scratch = new Scratch();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string path = scratch["a.img"];
            using ImageWriter image = ImageWriter.Create(path, isDigested: true, TestContext.Current.CancellationToken);
            (long Offset, int Length)[] pieces = Pieces(random);
            random.Shuffle(pieces);
            foreach ((long offset, int length) in pieces)
            {
                byte[] bytes = new byte[length];
                if (random.Next(4) != 0)
                    random.NextBytes(bytes);
                image.Write(offset, bytes);
            }
            string? digest = image.Commit(pieces.Max(piece => piece.Offset + piece.Length) + random.Next(2 << 20));
            return digest == SparseDigest.Of(path);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void Without_commit_nothing_is_left_and_what_was_there_stays()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["a.img"], "before");
        using (ImageWriter image = ImageWriter.Create(scratch["a.img"]))
            image.Write(0, new byte[2 << 20]);
        Assert.Equal("before", File.ReadAllText(scratch["a.img"]));
        Assert.Single(Directory.GetFiles(scratch.Folder));
    }

    [Fact]
    public void A_folder_that_can_not_be_written_is_an_error_with_the_place()
    {
        var failure = Assert.Throws<SmolException>(() => ImageWriter.Create("/proc/none/a.img"));
        Assert.Equal("/proc/none/a.img", failure.Place);
    }

    /// <summary>Places that do not overlap, some of them whole MiBs and some that follow each other.</summary>
    private static (long Offset, int Length)[] Pieces(Random random)
    {
        var pieces = new List<(long Offset, int Length)>();
        for (long offset = 0; pieces.Count < 12; offset += pieces[^1].Length)
        {
            offset += random.Next(3) switch { 0 => 0, 1 => random.Next(3 << 20), _ => (1 << 20) - (offset % (1 << 20)) };
            pieces.Add((offset, random.Next(2) == 0 ? random.Next(1, 3) << 20 : random.Next(1, 3 << random.Next(20))));
        }
        return [.. pieces];
    }
}
