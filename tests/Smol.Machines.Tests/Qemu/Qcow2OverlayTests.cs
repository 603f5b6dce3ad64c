using System.Text.Json;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Qemu;

public sealed class Qcow2OverlayTests
{
    [Theory]
    [InlineData(512)]
    [InlineData(1 << 20)]
    [InlineData(512 << 20)]
    [InlineData((512 << 20) + 512)]
    [InlineData(5L << 40)]
    public void QEMU_finds_it_sound_and_reads_the_image_through_it(long size)
    {
        using var scratch = new Scratch();
        string image = scratch["a, b: é.img"];
        using (FileStream file = File.Create(image))
        {
            file.SetLength(size);
            file.Position = size - 5;
            file.Write("hello"u8);
        }
        string overlay = scratch["disk.qcow2"];
        Qcow2Overlay.Create(overlay, image);

        Oracle.MustRun("qemu-img", "check", overlay);
        using JsonDocument info = JsonDocument.Parse(Oracle.MustRun("qemu-img", "info", "--output=json", overlay));
        Assert.Equal(size, info.RootElement.GetProperty("virtual-size").GetInt64());
        Assert.Equal(image, info.RootElement.GetProperty("full-backing-filename").GetString());
        Assert.Equal("raw", info.RootElement.GetProperty("backing-filename-format").GetString());
        Assert.Contains("68 65 6c 6c 6f", Oracle.MustRun("qemu-io", "-r", "-c", $"read -v {size - 512} 512", overlay));

        Oracle.MustRun("qemu-io", "-c", $"write -P 0x41 {size - 512} 512", overlay);
        Assert.Contains("41 41 41 41", Oracle.MustRun("qemu-io", "-r", "-c", $"read -v {size - 512} 512", overlay));
        Oracle.MustRun("qemu-img", "check", overlay);
        using FileStream after = File.OpenRead(image);
        after.Position = size - 5;
        var tail = new byte[5];
        after.ReadExactly(tail);
        Assert.Equal("hello"u8, tail);
    }

    [Fact]
    public void A_file_that_is_not_whole_sectors_is_rounded_up()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch["a.img"], new byte[1000]);
        Qcow2Overlay.Create(scratch["o"], scratch["a.img"]);
        using JsonDocument info = JsonDocument.Parse(Oracle.MustRun("qemu-img", "info", "--output=json", scratch["o"]));
        Assert.Equal(1024, info.RootElement.GetProperty("virtual-size").GetInt64());
    }

    [Fact]
    public void What_can_not_be_made_is_an_error_with_the_place()
    {
        using var scratch = new Scratch();
        string deep = "/" + string.Join('/', Enumerable.Repeat(new string('x', 200), 6));
        Assert.Equal(deep, Assert.Throws<SmolException>(() => Qcow2Overlay.Create(scratch["o"], deep)).Place);
        File.WriteAllBytes(scratch["a.img"], new byte[512]);
        Assert.Equal("/proc/none/o", Assert.Throws<SmolException>(() => Qcow2Overlay.Create("/proc/none/o", scratch["a.img"])).Place);
    }
}
