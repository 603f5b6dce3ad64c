namespace Smol.Storage.FileTrees;

/// <summary>A name in a directory and the node that it leads to.</summary>
public readonly record struct DirectoryEntry(ByteString Name, Node Node);
