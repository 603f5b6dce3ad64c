using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>One node that a specification describes.</summary>
/// <param name="Path">Where it is in the tree.</param>
/// <param name="Line">The line that says so, counted from 1.</param>
/// <param name="Keywords">What is said of it, <c>/set</c> included.</param>
internal readonly record struct MtreeEntry(TreePath Path, int Line, MtreeKeywords Keywords);
