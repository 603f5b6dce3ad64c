using System.Globalization;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Qemu;

/// <summary>Overlays that QEMU makes and writes to, read by us and by qemu-img.</summary>
public sealed class LayeredDiskTests
{
    private const int Size = 8 << 20;

    [Theory]
    [InlineData(1, 65536)]
    [InlineData(2, 65536)]
    [InlineData(3, 4096)]
    [InlineData(4, 512)]
    [InlineData(5, 2 << 20)]
    public void What_is_read_is_what_qemu_img_reads(int seed, int cluster)
    {
        using var scratch = new Scratch();
        var random = new Random(seed);
        var bytes = new byte[Size - (seed % 2 * 512)];
        random.NextBytes(bytes);
        File.WriteAllBytes(scratch["0.img"], bytes);
        string[] paths = [scratch["0.img"], .. Enumerable.Range(1, 3).Select(number => scratch[$"{number}.qcow2"])];
        for (int number = 1; number < paths.Length; number++)
        {
            Oracle.MustRun("qemu-img", "create", "-q", "-f", "qcow2", "-F", number == 1 ? "raw" : "qcow2", "-b", paths[number - 1], "-o", $"cluster_size={cluster}", paths[number]);
            Oracle.MustRun("qemu-io", [.. Enumerable.Range(0, 6).SelectMany(_ => (string[])["-c", Write(random)]), paths[number]]);
        }
        Oracle.MustRun("qemu-img", "convert", "-O", "raw", paths[^1], scratch["all.img"]);

        using var disk = new LayeredDisk(paths);
        byte[] expected = File.ReadAllBytes(scratch["all.img"]);
        Assert.Equal(expected.Length, disk.Length);
        var read = new byte[expected.Length];
        disk.Read(0, read);
        Assert.True(expected.AsSpan().SequenceEqual(read));
        for (int time = 0; time < 50; time++)
        {
            int offset = random.Next(expected.Length);
            var some = new byte[random.Next(expected.Length - offset)];
            disk.Read(offset, some);
            Assert.True(expected.AsSpan(offset, some.Length).SequenceEqual(some));
        }
    }

    [Fact]
    public void A_raw_image_alone_is_a_disk()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch["0.img"], [1, 2, 3]);
        using var disk = new LayeredDisk([scratch["0.img"]]);
        var read = new byte[2];
        disk.Read(1, read);
        Assert.Equal([2, 3], read);
    }

    [Fact]
    public void Damaged_overlays_give_an_error_with_the_place_or_other_bytes()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch["0.img"], new byte[1 << 20]);
        Oracle.MustRun("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", scratch["0.img"], scratch["1.qcow2"]);
        Oracle.MustRun("qemu-io", "-c", "write -P 7 100k 300k", scratch["1.qcow2"]);
        byte[] whole = File.ReadAllBytes(scratch["1.qcow2"]);
        var random = new Random(1);
        var read = new byte[1 << 20];
        for (int round = 0; round < TestCount.Of(300, 10_000); round++)
        {
            byte[] damaged = [.. whole];
            // The header, and the tables behind it.
            for (int change = 0; change < 3; change++)
                damaged[random.Next(2) == 0 ? random.Next(104) : random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(scratch["1.qcow2"], damaged.AsSpan(0, random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length));
            try
            {
                using var disk = new LayeredDisk([scratch["0.img"], scratch["1.qcow2"]]);
                disk.Read(0, read.AsSpan(0, (int)Math.Min(disk.Length, read.Length)));
            }
            catch (SmolException failure)
            {
                Assert.Equal(scratch["1.qcow2"], failure.Place);
            }
        }
    }

    private static string Write(Random random)
    {
        int offset = random.Next(Size / 512 - 4096) * 512;
        int length = random.Next(1, 2048) * 512;
        return random.Next(4) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"write -z {offset} {length}")
            : string.Create(CultureInfo.InvariantCulture, $"write -P {random.Next(256)} {offset} {length}");
    }
}
