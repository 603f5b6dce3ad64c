using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Reading;

/// <summary>A directory of which the entries are still to be read.</summary>
/// <param name="Number">Its inode's number.</param>
/// <param name="Inode">Its inode.</param>
/// <param name="Node">Where the entries go.</param>
/// <param name="Depth">How many directories it is below the root.</param>
internal readonly record struct UnreadDirectory(uint Number, Ext2Inode Inode, DirectoryNode Node, int Depth);
