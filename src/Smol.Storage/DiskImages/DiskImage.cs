namespace Smol.Storage.DiskImages;

/// <summary>A disk image that was written. All in bytes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its length, holes included.</param>
/// <param name="FilesystemOffset">Where its filesystem begins.</param>
/// <param name="FilesystemLength">How long that is.</param>
/// <param name="Digest">Its <see cref="SparseDigest"/>; null when it was not wanted.</param>
public sealed record DiskImage(string Path, long Length, long FilesystemOffset, long FilesystemLength, string? Digest);
