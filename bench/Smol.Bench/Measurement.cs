namespace Smol.Bench;

/// <summary>One run of a whole process.</summary>
/// <param name="Seconds">Wall time, start-up included.</param>
/// <param name="PeakKiB">Peak resident memory of the largest process, in KiB.</param>
internal readonly record struct Measurement(double Seconds, long PeakKiB);
