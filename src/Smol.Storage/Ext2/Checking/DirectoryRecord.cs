namespace Smol.Storage.Ext2.Checking;

/// <summary>What the checker keeps of a directory.</summary>
internal struct DirectoryRecord
{
    /// <summary>The directory that has an entry for it; 0 as long as none is found.</summary>
    public uint Parent;

    /// <summary>Where its <c>..</c> leads; 0 as long as none is found.</summary>
    public uint DotDot;

    /// <summary>Whether the way up from it ends at the root.</summary>
    public DirectoryConnection Connection;
}
