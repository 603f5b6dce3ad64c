using Smol.Storage;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>
/// What is to become of a kernel's devices. It changes states and nothing else, one byte each. config(1) writes no disabled devices
/// (<c>usr.bin/config/mkioconf.c: emitcfdata</c>), so enabling them all gives back the kernel that was built.
/// </summary>
public sealed class DeviceEdit
{
    private DeviceEdit(DeviceTable table, IReadOnlyList<FindingState> states)
    {
        Changes =
        [
            .. table.Devices.Where(device => device.State != states[device.Index]).Select(device => new StateChange(device, states[device.Index])),
        ];
        Stranded = FindStranded(table, states);
    }

    /// <summary>The devices that change, in the table's order.</summary>
    public IReadOnlyList<StateChange> Changes { get; }

    /// <summary>Devices that stay enabled and are never found, because nothing that they attach to is left.</summary>
    public IReadOnlyList<ConfiguredDevice> Stranded { get; }

    /// <summary>
    /// Disables devices. Roots stay as they are: autoconf attaches them without a look at their state
    /// (<c>sys/kern/subr_autoconf.c: config_rootsearch</c>).
    /// </summary>
    /// <param name="table">The devices.</param>
    /// <param name="keep">When there are any, what none of them names is disabled, and what one names is enabled.</param>
    /// <param name="disable">What is disabled in any case.</param>
    /// <param name="place">The kernel, for an error.</param>
    /// <exception cref="SmolException">A pattern of <paramref name="disable"/> or all of <paramref name="keep"/> name nothing, or a root is named.</exception>
    public static DeviceEdit Smolify(DeviceTable table, IReadOnlyList<DriverPattern> keep, IReadOnlyList<DriverPattern> disable, string place)
    {
        foreach (DriverPattern pattern in disable)
        {
            ConfiguredDevice[] named = [.. table.Devices.Where(pattern.Matches)];
            if (named.Length == 0)
                throw new SmolException($"'{pattern.Text}' names no device of it", place, "'smol kernel drivers' lists them");
            if (named.FirstOrDefault(device => device.Parent is null) is { } root)
                throw new SmolException($"'{root.Instance}' is a root, which can't be disabled", place);
        }
        if (keep.Count > 0 && table.Devices.All(device => !keep.Any(pattern => pattern.Matches(device))))
            throw new SmolException("nothing that is to be kept is in it", place, "'smol kernel drivers' lists its devices");
        if (table.Devices.FirstOrDefault(device => device.State == FindingState.Found) is { } found)
            throw new SmolException($"{found.Instance} was found already: this is the memory of a running kernel, not a kernel's file", place);
        return new(table, [.. table.Devices.Select(device => StateOf(device, keep, disable))]);
    }

    /// <summary>Enables all devices.</summary>
    public static DeviceEdit Undo(DeviceTable table) => new(table, [.. table.Devices.Select(device => device.State.Enabled())]);

    /// <summary>The patterns that name no device.</summary>
    public static IEnumerable<DriverPattern> Unmatched(DeviceTable table, IEnumerable<DriverPattern> patterns) =>
        patterns.Where(pattern => !table.Devices.Any(pattern.Matches));

    /// <summary>Makes the changes in a kernel's bytes: those that the table was read from.</summary>
    public void ApplyTo(Span<byte> kernel)
    {
        foreach (StateChange change in Changes)
            kernel[change.Device.StateOffset] = (byte)change.State;
    }

    private static FindingState StateOf(ConfiguredDevice device, IReadOnlyList<DriverPattern> keep, IReadOnlyList<DriverPattern> disable)
    {
        if (device.Parent is null)
            return device.State;
        if (disable.Any(pattern => pattern.Matches(device)))
            return device.State.Disabled();
        return keep.Count == 0 ? device.State
            : keep.Any(pattern => pattern.Matches(device)) ? device.State.Enabled()
            : device.State.Disabled();
    }

    private static ConfiguredDevice[] FindStranded(DeviceTable table, IReadOnlyList<FindingState> states)
    {
        HashSet<int> before = DeviceReach.Of(table, [.. table.Devices.Select(device => device.State.Enabled())]);
        HashSet<int> after = DeviceReach.Of(table, states);
        return [.. table.Devices.Where(device => !states[device.Index].IsDisabled() && before.Contains(device.Index) && !after.Contains(device.Index))];
    }
}
