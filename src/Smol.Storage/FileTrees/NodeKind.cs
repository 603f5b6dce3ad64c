namespace Smol.Storage.FileTrees;

/// <summary>The kinds of node; each value is the <c>S_IFMT</c> part of <c>st_mode</c> (<c>sys/stat.h</c>).</summary>
public enum NodeKind
{
    /// <summary>A named pipe.</summary>
    Fifo = 0x1000,

    /// <summary>A character device.</summary>
    CharacterDevice = 0x2000,

    /// <summary>A directory.</summary>
    Directory = 0x4000,

    /// <summary>A block device.</summary>
    BlockDevice = 0x6000,

    /// <summary>A regular file.</summary>
    File = 0x8000,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 0xA000,

    /// <summary>A Unix-domain socket.</summary>
    Socket = 0xC000,
}
