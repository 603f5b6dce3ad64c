namespace Smol.Storage.Ext2.Checking;

/// <summary>A block of a directory that is to be looked at.</summary>
/// <param name="Inode">The directory.</param>
/// <param name="Index">Which of its blocks.</param>
/// <param name="Block">Where it is.</param>
internal readonly record struct DirectoryBlock(uint Inode, uint Index, uint Block);
