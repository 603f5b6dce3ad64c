using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>A name in the sandbox, as find(1) lists it.</summary>
/// <param name="Inode">The inode number, which no other file gets while the sandbox is there.</param>
/// <param name="Kind">find's letter for the kind of file.</param>
/// <param name="Attributes">Permissions, owner and time.</param>
/// <param name="LinkTarget">The text of a symbolic link.</param>
/// <param name="Path">The path from the image's root on, empty for the root.</param>
internal readonly record struct ListedNode(ulong Inode, char Kind, NodeAttributes Attributes, ByteString LinkTarget, TreePath Path);
