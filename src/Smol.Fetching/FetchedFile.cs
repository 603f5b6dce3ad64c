namespace Smol.Fetching;

/// <summary>A file that is here, whole and checked.</summary>
/// <param name="Source">What was asked for; a URL without user name and password, or a full path.</param>
/// <param name="Path">Where it lies: in the cache, or where it was when it is local. It is not to be changed.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Origin">Where its bytes came from.</param>
public sealed record FetchedFile(string Source, string Path, string Sha256, long Size, FetchOrigin Origin);
