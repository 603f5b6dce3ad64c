using FsCheck;
using FsCheck.Fluent;
using Smol.Guests.NetBsd.Booting;
using Smol.Storage;

namespace Smol.Guests.Tests.NetBsd.Booting;

public sealed class PrimaryBootstrapTests
{
    private static readonly byte[] Double = BootBlockDoubles.Primary(12, 0xF1);

    [Fact]
    public void Console_speed_and_timeout_are_all_that_changes()
    {
        byte[] expected = [.. Double];
        // struct x86_boot_params behind the magic number: length, flags, timeout, console, speed
        Assert.Equal([0xD1, 0xB6, 0x86, 0x78, 0x78, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x25, 0, 0], expected[1028..1052]);
        byte[] patched = PrimaryBootstrap.Parse(Double, "bootxx").WithParameters(BootConsole.Parse("com1,115200"), timeout: 2);
        new byte[] { 2, 0, 0, 0, 2, 0, 0, 0, 0x00, 0xC2, 0x01, 0x00 }.CopyTo(expected, 1040);
        Assert.Equal(expected, patched);

        byte[] automatic = PrimaryBootstrap.Parse(Double, "bootxx").WithParameters(BootConsole.Parse("auto"), timeout: 0);
        Assert.Equal([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0x25, 0, 0], automatic[1040..1052]);
    }

    [Theory]
    [InlineData(0, "no boot sector")]
    [InlineData(2, "no boot sector")]
    [InlineData(446, "where a partition table goes")]
    [InlineData(509, "where a partition table goes")]
    [InlineData(511, "no boot sector")]
    [InlineData(512, "where the disklabel goes")]
    [InlineData(1023, "where the disklabel goes")]
    [InlineData(1028, "magic number is missing")]
    [InlineData(1034, "it has parameters of")]
    public void What_is_not_as_installboot_wants_it_is_an_error_with_its_place(int offset, string problem)
    {
        byte[] bytes = [.. Double];
        bytes[offset] ^= 0x40;
        var failure = Assert.Throws<SmolException>(() => PrimaryBootstrap.Parse(bytes, "/usr/mdec/bootxx_ffsv1"));
        Assert.Equal("/usr/mdec/bootxx_ffsv1", failure.Place);
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_are_shorter_than_those_to_be_set_are_an_error()
    {
        byte[] bytes = [.. Double];
        bytes[1032] = 19;
        Assert.Contains("parameters of 19 bytes", Assert.Throws<SmolException>(() => PrimaryBootstrap.Parse(bytes, "x")).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1535)]
    [InlineData(8193)]
    public void A_length_that_can_not_be_is_an_error(int length)
    {
        byte[] bytes = new byte[length];
        Double.AsSpan(0, Math.Min(length, Double.Length)).CopyTo(bytes);
        Assert.Contains($"it has {length} bytes", Assert.Throws<SmolException>(() => PrimaryBootstrap.Parse(bytes, "x")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_an_error_or_harmless() => Prop.ForAll<byte[], int, byte>((noise, offset, length) =>
    {
        byte[] bytes = [.. Double];
        noise.AsSpan(0, Math.Min(noise.Length, 64)).CopyTo(bytes.AsSpan((int)((uint)offset % 2000)));
        bytes[1032] = length;
        try
        {
            Assert.Equal(bytes.Length, PrimaryBootstrap.Parse(bytes, "x").WithParameters(BootConsole.Parse("pc"), 0).Length);
        }
        catch (SmolException failure)
        {
            Assert.Equal("x", failure.Place);
        }
    }).QuickCheckThrowOnFailure();
}
