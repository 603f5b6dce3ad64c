namespace Smol.Storage.FileTrees;

/// <summary>A run of a sparse file that has bytes: where it stands in the file, how long it is, and where its bytes are in the source. All in bytes.</summary>
public readonly record struct DataRange(long FileOffset, long Length, long SourceOffset);
