namespace Smol.Storage.Archives;

/// <summary>What was removed from a cache.</summary>
/// <param name="Archives">The entries.</param>
/// <param name="Bytes">How many bytes their files and what killed processes had left took.</param>
public sealed record CachePruning(IReadOnlyList<CachedArchive> Archives, long Bytes);
