namespace Smol.Machines.Timing;

/// <summary>Where the time of a machine's start went. All times are milliseconds after <see cref="Started"/>.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Image">What the user called its image.</param>
/// <param name="Started">When <c>smol</c> was started, as exactly as the host tells it (Linux: 10 ms).</param>
/// <param name="Phases">What followed what.</param>
/// <param name="Marks">Each moment that was seen, by the name of its <see cref="BootMark"/>.</param>
/// <param name="KernelTime">What the kernel itself says it took, in milliseconds; null where it says nothing.</param>
/// <param name="ReadyBy">What told that the service is ready: <c>console</c> or <c>port</c>; null when nothing did.</param>
/// <param name="Total">When the service was ready, or else the last moment that was seen.</param>
public sealed record BootReport(
    string Machine, string Image, DateTimeOffset Started, IReadOnlyList<BootPhase> Phases, IReadOnlyDictionary<string, double> Marks, double? KernelTime, string? ReadyBy, double Total);
