namespace Smol.Fetching.Downloads;

/// <summary>Something that is wrong in the cache.</summary>
/// <param name="Path">The file.</param>
/// <param name="Problem">What is wrong with it, without a full stop.</param>
public sealed record CacheFinding(string Path, string Problem);
