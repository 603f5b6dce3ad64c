namespace Smol.Building.Caching;

/// <summary>What was removed from the step cache.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Bytes">How many bytes of the disk are free now.</param>
public sealed record StepPruning(IReadOnlyList<StepEntry> Steps, long Bytes);
