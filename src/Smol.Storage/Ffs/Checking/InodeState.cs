using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Checking;

/// <summary>What is known of an inode while a filesystem is checked.</summary>
internal struct InodeState
{
    /// <summary>What kind of node it is; 0 for an inode that is not in use.</summary>
    public NodeKind Kind;

    /// <summary>How many names it says that it has.</summary>
    public short Links;

    /// <summary>How many names were found.</summary>
    public int Names;

    /// <summary>Whether it is one of the kernel's own, which have no name: a journal, a snapshot.</summary>
    public bool IsKernels;
}
