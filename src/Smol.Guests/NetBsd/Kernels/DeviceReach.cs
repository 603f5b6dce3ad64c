namespace Smol.Guests.NetBsd.Kernels;

/// <summary>Which devices autoconf can come to from the roots on, by drivers and attributes (<c>sys/kern/subr_autoconf.c: cfparent_match</c>).</summary>
internal static class DeviceReach
{
    /// <summary>The indexes of the roots, and of the devices that are enabled and have a parent that can be reached.</summary>
    public static HashSet<int> Of(DeviceTable table, IReadOnlyList<FindingState> states)
    {
        Dictionary<string, ConfiguredDriver> drivers = table.Drivers.ToDictionary(driver => driver.Name);
        ILookup<(string? Driver, string? Attribute), ConfiguredDevice> children = table.Devices
            .Where(device => device.Parent is not null && !states[device.Index].IsDisabled())
            .ToLookup(device => device.Parent!.Driver is { } driver ? (driver, null) : ((string?)null, (string?)device.Parent.Attribute));

        var reached = new HashSet<int>();
        var driversSeen = new HashSet<string>();
        var attributesSeen = new HashSet<string>();
        var waiting = new Queue<ConfiguredDevice>(table.Devices.Where(device => device.Parent is null));
        while (waiting.TryDequeue(out ConfiguredDevice? device))
        {
            if (!reached.Add(device.Index) || !driversSeen.Add(device.Driver))
                continue;
            foreach (ConfiguredDevice child in children[(device.Driver, null)])
                waiting.Enqueue(child);
            foreach (string attribute in drivers[device.Driver].Attributes.Where(attributesSeen.Add))
            {
                foreach (ConfiguredDevice child in children[(null, attribute)])
                    waiting.Enqueue(child);
            }
        }
        return reached;
    }
}
