namespace Smol.Fetching.Downloads;

/// <summary>One file of the cache.</summary>
/// <param name="Sha256">Its name: the digest, in lower-case hexadecimal.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Used">When a fetch last gave it.</param>
/// <param name="Urls">Where it came from, sorted; empty where that was forgotten.</param>
public sealed record CacheEntry(string Sha256, string Path, long Size, DateTimeOffset Used, IReadOnlyList<string> Urls);
