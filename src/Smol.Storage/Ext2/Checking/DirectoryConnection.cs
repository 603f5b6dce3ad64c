namespace Smol.Storage.Ext2.Checking;

/// <summary>Whether the way up from a directory ends at the root.</summary>
internal enum DirectoryConnection : byte
{
    Unknown,
    Connected,
    Cut,
}
