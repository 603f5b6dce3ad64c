using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Where a path of the guest leads.</summary>
/// <param name="Links">The symbolic links that were followed, in order; of each, whether it stood for the end of the path and not for a directory on the way.</param>
/// <param name="Path">The path without links.</param>
/// <param name="Node">What is there.</param>
internal sealed record TreeRoute(IReadOnlyList<(TreePath Path, bool IsEnd)> Links, TreePath Path, Node Node);
