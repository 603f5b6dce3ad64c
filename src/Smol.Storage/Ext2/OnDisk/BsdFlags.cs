using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.OnDisk;

/// <summary>
/// The three BSD file flags (<c>sys/stat.h</c>) that ext2 has too, as NetBSD maps them (<c>ext2fs_vnops.c: ext2fs_getattr</c>);
/// the others have no place in ext2.
/// </summary>
internal static class BsdFlags
{
    private const uint UserNoDump = 0x1;
    private const uint SystemImmutable = 0x2_0000;
    private const uint SystemAppendOnly = 0x4_0000;

    /// <summary>The flags of a node. Only files and directories can be locked: e2fsck takes it for damage on anything else.</summary>
    public static InodeFlags To(uint flags, NodeKind kind)
    {
        if (kind is not (NodeKind.File or NodeKind.Directory))
            flags &= UserNoDump;
        return ((flags & UserNoDump) != 0 ? InodeFlags.NoDump : 0)
            | ((flags & SystemImmutable) != 0 ? InodeFlags.Immutable : 0)
            | ((flags & SystemAppendOnly) != 0 ? InodeFlags.AppendOnly : 0);
    }

    public static uint From(InodeFlags flags) =>
        ((flags & InodeFlags.NoDump) != 0 ? UserNoDump : 0)
        | ((flags & InodeFlags.Immutable) != 0 ? SystemImmutable : 0)
        | ((flags & InodeFlags.AppendOnly) != 0 ? SystemAppendOnly : 0);
}
