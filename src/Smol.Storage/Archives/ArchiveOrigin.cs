namespace Smol.Storage.Archives;

/// <summary>Where an archive of the cache came from.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Part">Which part of the file, such as <c>data.tar.xz</c>; empty for all of it.</param>
public sealed record ArchiveOrigin(string Path, string Part);
