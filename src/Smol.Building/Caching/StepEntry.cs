namespace Smol.Building.Caching;

/// <summary>A step that the cache has.</summary>
/// <param name="Record">What it has of it.</param>
/// <param name="Used">When a build last took it.</param>
/// <param name="Bytes">What would be free if it alone went, as far as it is the last one of its boot: what it takes beside the steps before it.</param>
public sealed record StepEntry(StepRecord Record, DateTimeOffset Used, long Bytes);
