namespace Smol.Building.Composition;

/// <summary>A file that a set is, or one of them.</summary>
/// <param name="Name">Its name, without a path of the host.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">The digest of its bytes, in lower-case hexadecimal.</param>
public sealed record SetDigest(string Name, long Size, string Sha256);
