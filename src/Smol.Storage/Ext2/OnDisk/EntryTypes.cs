using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>From a node's kind to an entry's.</summary>
internal static class EntryTypes
{
    public static EntryType Of(NodeKind kind) => kind switch
    {
        NodeKind.File => EntryType.File,
        NodeKind.Directory => EntryType.Directory,
        NodeKind.CharacterDevice => EntryType.CharacterDevice,
        NodeKind.BlockDevice => EntryType.BlockDevice,
        NodeKind.Fifo => EntryType.Fifo,
        NodeKind.Socket => EntryType.Socket,
        NodeKind.SymbolicLink => EntryType.SymbolicLink,
        _ => EntryType.Unknown,
    };
}
