namespace Smol.Storage.FileTrees;

/// <summary>A path of a tree and the node that it leads to.</summary>
public readonly record struct FileTreeEntry(TreePath Path, Node Node);
