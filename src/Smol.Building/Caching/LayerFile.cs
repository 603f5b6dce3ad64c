namespace Smol.Building.Caching;

/// <summary>A file of a disk: the raw image, or an overlay.</summary>
/// <param name="Digest">Its <see cref="Smol.Storage.DiskImages.SparseDigest"/>.</param>
/// <param name="Bytes">What it takes of the disk.</param>
public sealed record LayerFile(string Digest, long Bytes);
