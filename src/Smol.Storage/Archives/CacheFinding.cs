namespace Smol.Storage.Archives;

/// <summary>Something that is wrong with an entry of the cache.</summary>
/// <param name="Digest">The entry.</param>
/// <param name="Path">The file.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record CacheFinding(string Digest, string Path, string Problem);
