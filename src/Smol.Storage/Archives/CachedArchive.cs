namespace Smol.Storage.Archives;

/// <summary>An entry of the cache.</summary>
/// <param name="Digest">SHA-256 of the archive as it came, in lower-case hexadecimal.</param>
/// <param name="PackedLength">The archive's length as it came, in bytes.</param>
/// <param name="Length">How long what it decompressed to is, in bytes.</param>
/// <param name="MemberCount">How many members it has; null where it has no index.</param>
/// <param name="Origins">The archives of the host that it is known to be; empty when they are gone or changed.</param>
public sealed record CachedArchive(string Digest, long PackedLength, long Length, int? MemberCount, IReadOnlyList<ArchiveOrigin> Origins);
