using System.Globalization;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>What a device attaches to (<c>sys/device.h: struct cfparent</c>).</summary>
/// <param name="Attribute">The interface attribute that the parent carries.</param>
/// <param name="Driver">The parent's driver; null where any that carries the attribute will do.</param>
/// <param name="Unit">The parent's unit, or -1 for any (<c>DVUNIT_ANY</c>).</param>
public sealed record ConfiguredParent(string Attribute, string? Driver, int Unit)
{
    /// <summary>As config(5) writes it behind <c>at</c>: <c>isa0</c>, <c>virtio?</c>.</summary>
    public override string ToString() => Driver is null || Unit < 0 ? (Driver ?? Attribute) + "?" : Driver + Unit.ToString(CultureInfo.InvariantCulture);
}
