namespace Smol.Cli.Benches;

/// <summary>One run of a command, in milliseconds after its start; null is what was not seen.</summary>
/// <param name="Exec">When <c>smol</c> started QEMU.</param>
/// <param name="FirstByte">The first byte that it printed.</param>
/// <param name="Ready">When the service was ready.</param>
/// <param name="Total">When it was ready, or ended.</param>
internal sealed record BenchTimes(double? Exec, double? FirstByte, double? Ready, double Total);
