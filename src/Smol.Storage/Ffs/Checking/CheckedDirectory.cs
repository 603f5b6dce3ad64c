using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Checking;

/// <summary>A directory while a filesystem is checked.</summary>
internal sealed class CheckedDirectory(long inode, long length)
{
    /// <summary>Its inode.</summary>
    public long Inode { get; } = inode;

    /// <summary>Its length in bytes, as the inode has it.</summary>
    public long Length { get; } = length;

    /// <summary>Where its bytes are, as far as the inode's addresses are sound.</summary>
    public List<DataRange> Ranges { get; } = [];

    /// <summary>The directory in which its name was found; 0 before.</summary>
    public long Parent { get; set; }

    /// <summary>Where its <c>..</c> leads to; 0 when it has none.</summary>
    public long DotDot { get; set; }
}
