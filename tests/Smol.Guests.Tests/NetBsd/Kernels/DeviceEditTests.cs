using FsCheck;
using FsCheck.Fluent;
using Smol.Guests.NetBsd.Kernels;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Kernels;

public sealed class DeviceEditTests
{
    private static readonly string[] Names = ["mainbus", "pci", "com", "ld", "wd", "vioif", "virtio", "isa", "usb1394"];

    private static Gen<TestDevice> Device =>
        from driver in Gen.Elements(Names)
        from suffix in Gen.Elements("", "_pci", "_isa")
        from unit in Gen.Elements(0, 1, 7, 300, short.MaxValue)
        from state in Gen.Elements(0, 2, 2, 3, 4)
        from parent in Gen.Elements([.. Names, null!])
        from atUnit in Gen.Choose(-1, 3)
        select new TestDevice(driver, driver + suffix, unit, state, parent is null ? "bus" : parent, parent, parent is null ? 0 : atUnit);

    /// <summary>The first makes a table provable: a root with an attribute, and something with a star.</summary>
    private static Gen<TestDevice[]> Devices =>
        from devices in Gen.ListOf(Device)
        select (TestDevice[])[new("mainbus", "mainbus", 0, 0, null), new("virtio", "mmio_cmdline", 0, 2, "bus"), .. devices];

    private static Gen<DriverPattern[]> Patterns =>
        from texts in Gen.ListOf(Gen.Elements("ld", "com", "com1", "com*", "v*", "*1", "?d", "pci", "usb1394", "*", "acpi", "ld*", "isa0"))
        select texts.Select(text => DriverPattern.Parse(text)).ToArray();

    [Fact]
    public void Any_table_is_read_as_it_was_written() =>
        ForAll((kernel, bytes, devices, _, _) => DeviceTableTests.Read(bytes).Devices.Select((device, index) => (device, index)).All(pair => Same(pair.device, devices[pair.index], kernel, pair.index)));

    [Fact]
    public void Only_states_change_and_each_as_the_patterns_say() => ForAll((kernel, bytes, devices, keep, disable) =>
    {
        DeviceTable table = DeviceTableTests.Read(bytes);
        if (TrySmolify(table, keep, disable) is not { } edit)
            return true;
        byte[] changed = [.. bytes];
        edit.ApplyTo(changed);
        HashSet<int> allowed = [.. devices.Select((_, index) => kernel.StateOffset(index))];
        bool onlyStates = bytes.Zip(changed).Index().All(pair => pair.Item.First == pair.Item.Second || allowed.Contains(pair.Index));
        return onlyStates && DeviceTableTests.Read(changed).Devices.All(device => device.State.IsDisabled() == IsDisabled(table.Devices[device.Index], keep, disable));
    });

    [Fact]
    public void Undoing_gives_back_every_byte_of_what_config_built() => ForAll((kernel, _, devices, keep, disable) =>
    {
        byte[] built = kernel.Build([.. devices.Select(device => device with { State = device.State switch { 3 => 2, 4 => 0, int state => state } })]);
        byte[] changed = [.. built];
        TrySmolify(DeviceTableTests.Read(built), keep, disable)?.ApplyTo(changed);
        DeviceEdit.Undo(DeviceTableTests.Read(changed)).ApplyTo(changed);
        return built.AsSpan().SequenceEqual(changed);
    });

    [Fact]
    public void Doing_it_again_changes_nothing() => ForAll((_, bytes, _, keep, disable) =>
    {
        if (TrySmolify(DeviceTableTests.Read(bytes), keep, disable) is not { } edit)
            return true;
        byte[] changed = [.. bytes];
        edit.ApplyTo(changed);
        return DeviceEdit.Smolify(DeviceTableTests.Read(changed), keep, disable, "netbsd").Changes.Count == 0;
    });

    [Fact]
    public void A_device_whose_parents_are_gone_is_pointed_out()
    {
        DeviceTable table = DeviceTableTests.Read(new TestKernel(is64: true).Build(TestKernel.Devices));

        DeviceEdit kept = DeviceEdit.Smolify(table, [DriverPattern.Parse("ld"), DriverPattern.Parse("pv"), DriverPattern.Parse("com1")], [], "netbsd");
        Assert.Equal(["ld", "com"], kept.Stranded.Select(device => device.Driver));
        Assert.Empty(DeviceEdit.Smolify(table, [DriverPattern.Parse("ld"), DriverPattern.Parse("pv"), DriverPattern.Parse("virtio")], [], "netbsd").Stranded);
    }

    [Theory]
    [InlineData(null, "nothing", "'nothing' names no device")]
    [InlineData(null, "mainbus", "'mainbus0' is a root")]
    [InlineData(null, "*", "'mainbus0' is a root")]
    [InlineData("nothing", null, "nothing that is to be kept")]
    public void What_makes_no_sense_is_refused(string? keep, string? disable, string problem)
    {
        DeviceTable table = DeviceTableTests.Read(new TestKernel(is64: false).Build(TestKernel.Devices));
        var error = Assert.Throws<SmolException>(() => DeviceEdit.Smolify(table, Some(keep), Some(disable), "netbsd"));
        Assert.Equal("netbsd", error.Place);
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);

        static DriverPattern[] Some(string? text) => text is null ? [] : [DriverPattern.Parse(text)];
    }

    [Fact]
    public void The_memory_of_a_running_kernel_is_listed_but_not_changed()
    {
        DeviceTable table = DeviceTableTests.Read(new TestKernel(is64: true).Build([.. TestKernel.Devices, new("isa", "isa", 1, 1, "isabus")]));
        Assert.Equal("FOUND", table.Devices[^1].State.ToWord());
        Assert.Throws<SmolException>(() => DeviceEdit.Smolify(table, [DriverPattern.Parse("ld")], [], "netbsd"));
    }

    [Fact]
    public void A_driver_list_has_words_and_comments()
    {
        IReadOnlyList<DriverPattern> list = DriverPattern.ParseList(["# virtio", "mainbus cpu\tpv", "", "vio*  # all of them"], "virtio.list");
        Assert.Equal(["mainbus", "cpu", "pv", "vio*"], list.Select(pattern => pattern.Text));
        Assert.Equal("virtio.list:2", Assert.Throws<SmolException>(() => DriverPattern.ParseList(["ld", "ld,com"], "virtio.list")).Place);
    }

    private static void ForAll(Func<TestKernel, byte[], TestDevice[], DriverPattern[], DriverPattern[], bool> holds)
    {
        var cases =
            from is64 in Gen.Elements(true, false)
            from isNetBsd7 in Gen.Elements(true, false)
            from devices in Devices
            from keep in Patterns
            from disable in Patterns
            select (is64, isNetBsd7, devices, keep, disable);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(150, 3000)), Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var kernel = new TestKernel(one.is64, one.isNetBsd7);
            byte[] bytes = kernel.Build(one.devices);
            ILookup<bool, ConfiguredDevice> byRoot = DeviceTableTests.Read(bytes).Devices.ToLookup(device => device.Parent is null);
            DriverPattern[] disable = [.. one.disable.Where(pattern => byRoot[false].Any(pattern.Matches) && !byRoot[true].Any(pattern.Matches))];
            return holds(kernel, bytes, one.devices, one.keep, disable);
        }));
    }

    /// <summary>Null where the patterns make no sense for the table.</summary>
    private static DeviceEdit? TrySmolify(DeviceTable table, DriverPattern[] keep, DriverPattern[] disable)
    {
        try
        {
            return DeviceEdit.Smolify(table, keep, disable, "netbsd");
        }
        catch (SmolException)
        {
            return null;
        }
    }

    private static bool IsDisabled(ConfiguredDevice device, DriverPattern[] keep, DriverPattern[] disable) =>
        device.Parent is not null
        && (disable.Any(pattern => pattern.Matches(device)) || (keep.Length == 0 ? device.State.IsDisabled() : !keep.Any(pattern => pattern.Matches(device))));

    private static bool Same(ConfiguredDevice read, TestDevice written, TestKernel kernel, int index) =>
        (read.Index, read.Driver, read.Attachment, read.Unit, (int)read.State) == (index, written.Driver, written.Attachment, written.Unit, written.State)
        && read.StateOffset == kernel.StateOffset(index)
        && (read.Parent?.Attribute, read.Parent?.Driver) == (written.ParentAttribute, written.ParentDriver)
        && (read.Parent is null || read.Parent.Unit == written.ParentUnit);
}
