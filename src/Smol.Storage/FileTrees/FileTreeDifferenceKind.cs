namespace Smol.Storage.FileTrees;

/// <summary>In what two trees differ at a path.</summary>
public enum FileTreeDifferenceKind
{
    /// <summary>Only the second tree has it.</summary>
    Added,

    /// <summary>Only the first tree has it.</summary>
    Removed,

    /// <summary>It is a file in one and something else in the other, and so on.</summary>
    NodeKind,

    /// <summary>Set-id, sticky, read, write, execute.</summary>
    Permissions,

    /// <summary>Owner or group.</summary>
    Owner,

    /// <summary>Time of last modification.</summary>
    Time,

    /// <summary>BSD file flags.</summary>
    Flags,

    /// <summary>A file's bytes or length.</summary>
    Content,

    /// <summary>The text of a symbolic link.</summary>
    LinkTarget,

    /// <summary>A device's numbers.</summary>
    Device,

    /// <summary>Which other path leads to the same node.</summary>
    HardLink,
}
