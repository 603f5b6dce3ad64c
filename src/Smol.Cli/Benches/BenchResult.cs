namespace Smol.Cli.Benches;

/// <summary>What <c>smol bench run</c> prints.</summary>
/// <param name="Image">The image.</param>
/// <param name="Rounds">How many runs of each command are counted; one before them is not.</param>
/// <param name="Smol">Ours.</param>
/// <param name="Versus">The other command; null without one.</param>
/// <param name="Ratios">Ours by the other's; null without one.</param>
internal sealed record BenchResult(string Image, int Rounds, BenchColumn Smol, BenchColumn? Versus, BenchRatios? Ratios);
