using System.Text.RegularExpressions;
using Smol.Guests.Kernels;
using Smol.Guests.NetBsd.Kernels;
using Smol.Storage;

namespace Smol.Guests.Tests.NetBsd.Kernels;

public sealed partial class DeviceTableTests
{
    public static TheoryData<bool, bool> Layouts => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_config_wrote_is_what_is_read(bool is64, bool isNetBsd7)
    {
        DeviceTable table = Read(new TestKernel(is64, isNetBsd7).Build(TestKernel.Devices));

        Assert.Equal(
            ["ld* at virtio?", "com0 at isa?", "com1 at isa0", "virtio* at pv?", "vioif* at virtio?", "mainbus0 at root", "isa0 at mainbus?", "pv* at pvbus?"],
            table.Devices.Select(device => $"{device.Instance} at {device.At}"));
        Assert.Equal(["isabus", "pvbus"], table.Drivers.Single(driver => driver.Name == "mainbus").Attributes);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_table_that_two_layouts_fit_is_refused(bool is64, bool isNetBsd7) =>
        Refused("more than one layout", new TestKernel(is64, isNetBsd7).Build([new("mainbus", "mainbus", 0, 0, null), new("com", "com_isa", 1, 0, "isa", "isa")]));

    [Fact]
    public void A_kernel_that_proves_nothing_is_refused_with_the_reason()
    {
        byte[] Whole(Action<byte[], TestKernel> damage)
        {
            var kernel = new TestKernel(is64: true);
            byte[] bytes = kernel.Build(TestKernel.Devices);
            damage(bytes, kernel);
            return bytes;
        }

        Refused("no symbol cfdata", new TestKernel(is64: true) { IsStripped = true }.Build(TestKernel.Devices));
        Refused("more than one symbol cfdata", new TestKernel(is64: true) { Symbols = ["cfdata"] }.Build(TestKernel.Devices));
        Refused("the state can't be 5", Whole((bytes, kernel) => bytes[kernel.StateOffset(0)] = 5));
        Refused("the unit can't be", Whole((bytes, kernel) => bytes[kernel.StateOffset(0) - 1] = 1));
        Refused("the padding", Whole((bytes, kernel) => bytes[kernel.StateOffset(0) + 1] = 1));
        Refused("no driver of that name in entry 1", Whole((bytes, kernel) => bytes[kernel.TableOffset + kernel.EntrySize]++));
        Refused("the attachment has no name", Whole((bytes, kernel) => bytes[kernel.TableOffset + 8 + 7] = 0));
        Refused("the locators are nowhere", Whole((bytes, kernel) => bytes[kernel.TableOffset + 24] = 1));
        Refused("the parent is not whole", Whole((bytes, kernel) => bytes[kernel.TableOffset + 40 + 7] = 0));
        Refused("it has no end", Whole((bytes, kernel) => bytes[kernel.TableOffset + (8 * kernel.EntrySize)] = 1));
        Refused("not a linked kernel", Whole((bytes, _) => bytes[16] = 1));
        Refused("not in the file", Whole((bytes, _) => bytes[64 + 33]--));
    }

    [Fact]
    public void Each_damaged_byte_and_each_cut_gives_an_answer_or_an_error()
    {
        foreach (bool is64 in (bool[])[true, false])
        {
            byte[] whole = new TestKernel(is64).Build(TestKernel.Devices);
            for (int length = 0; length < whole.Length; length += 3)
                Try(whole[..length]);
            foreach (byte damage in (byte[])[0x00, 0x01, 0x7f, 0x80, 0xff])
            {
                for (int index = 0; index < whole.Length; index++)
                {
                    byte[] damaged = [.. whole];
                    damaged[index] = damage;
                    Try(damaged);
                }
            }
        }
    }

    [Fact]
    public void A_real_kernel_has_the_devices_of_its_config_file()
    {
        string? path = Environment.GetEnvironmentVariable("SMOL_NETBSD_KERNEL");
        Assert.SkipWhen(path is null, "SMOL_NETBSD_KERNEL names no kernel");
        KernelImage image = KernelImage.Load(path!);
        IReadOnlyList<string> configuration = KernelInspection.Of(image).Configuration;
        Assert.SkipWhen(configuration.Count == 0, "the kernel has no config file in it");

        HashSet<string> lines = [.. configuration.Select(line => DeviceLine().Match(line)).Where(match => match.Success).Select(match => match.Result("$1 at $2"))];
        Assert.NotEmpty(lines);
        Assert.All(DeviceTable.Read(image).Devices, device => Assert.Contains($"{device.Instance} at {device.At}", lines));
    }

    internal static DeviceTable Read(byte[] kernel) => DeviceTable.Read(KernelImage.FromBytes(kernel, "netbsd"));

    private static void Refused(string reason, byte[] kernel)
    {
        var error = Assert.Throws<SmolException>(() => Read(kernel));
        Assert.Equal("netbsd", error.Place);
        Assert.Contains(reason, error.Problem, StringComparison.Ordinal);
    }

    /// <summary>Everything that is read of a kernel; what fails, fails with a place.</summary>
    private static void Try(byte[] kernel)
    {
        foreach (Action<KernelImage> read in (Action<KernelImage>[])[image => KernelInspection.Of(image), image => DeviceEdit.Undo(DeviceTable.Read(image)).ApplyTo([.. kernel])])
        {
            try
            {
                read(KernelImage.FromBytes(kernel, "netbsd"));
            }
            catch (SmolException failure)
            {
                Assert.Equal("netbsd", failure.Place);
            }
        }
    }

    [GeneratedRegex(@"^(?:###> )?(\w+[\d*])\s+at\s+(\w+\??)")]
    private static partial Regex DeviceLine();
}
