namespace Smol.Fetching.Downloads;

/// <summary>What was removed from the cache.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">How long they were together.</param>
public readonly record struct CachePruned(int Files, long Bytes);
