namespace Smol.Fetching;

/// <summary>A file that a fetch would give without asking anybody. Its bytes have not been looked at.</summary>
/// <param name="Path">Where it lies: in the cache, or where it was when it is local.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal; null for a local file.</param>
public sealed record FileAtHand(string Path, long Size, string? Sha256);
