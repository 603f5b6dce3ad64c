namespace Smol.Guests.NetBsd.Kernels;

/// <summary>A driver in a kernel (<c>sys/device.h: struct cfdriver</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">The interface attributes that its devices carry: what can attach to them.</param>
public sealed record ConfiguredDriver(string Name, IReadOnlyList<string> Attributes);
