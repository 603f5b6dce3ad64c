using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>A filesystem that smol writes: its name, and how a tree is laid out in it.</summary>
public interface IFilesystemFormat
{
    /// <summary>What users call it: <c>ext2</c>.</summary>
    string Name { get; }

    /// <summary>The type of a GPT partition that holds it.</summary>
    Guid PartitionType { get; }

    /// <summary>How many bytes at its start the filesystem leaves to code that a BIOS starts.</summary>
    int BootAreaLength { get; }

    /// <summary>Gives every inode and block of the tree its place. The same arguments give the same layout.</summary>
    /// <exception cref="SmolException">The tree does not fit into the size or into the format.</exception>
    IFilesystemLayout LayOut(FileTree tree, FilesystemSettings settings);
}
