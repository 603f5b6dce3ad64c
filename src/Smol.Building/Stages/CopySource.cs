using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>Something that a <c>COPY</c> or <c>ADD</c> found.</summary>
/// <param name="Path">Where it was, for messages and for <c>--parents</c>: from its root on.</param>
/// <param name="Node">What it is; a directory is taken with what is in it.</param>
/// <param name="IsArchive">Whether <paramref name="Node"/> is the root of an archive, which is unpacked.</param>
public sealed record CopySource(string Path, Node Node, bool IsArchive = false);
