namespace Smol.Guests.NetBsd.Kernels;

/// <summary>A device whose state becomes another.</summary>
/// <param name="Device">The device as it is.</param>
/// <param name="State">Its state afterwards.</param>
public sealed record StateChange(ConfiguredDevice Device, FindingState State);
