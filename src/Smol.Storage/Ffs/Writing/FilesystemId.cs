using System.Buffers.Binary;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Writing;

/// <summary>
/// A number for what newfs takes at random: the filesystem's id and the inodes' generations. It follows from the names and attributes
/// of the tree, so the same input gives the same filesystem. (64-bit FNV-1a: it tells filesystems apart, and guards nothing.)
/// </summary>
internal readonly struct FilesystemId
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ulong _value;

    private FilesystemId(ulong value) => _value = value;

    /// <summary>What <c>fs_id[1]</c> is: not negative, as newfs has it.</summary>
    public int Value => Fold(_value);

    /// <summary>The id of a planned filesystem.</summary>
    public static FilesystemId Of(FfsLayout layout)
    {
        ulong value = Add(Basis, layout.Options.Identity.Span);
        value = Add(value, layout.Length);
        foreach (ref readonly PlannedInode inode in layout.Tree.Inodes)
        {
            NodeAttributes attributes = inode.Node.Attributes;
            value = Add(value, ((long)inode.Node.Kind << 48) | ((long)attributes.Permissions << 32) | attributes.Flags);
            value = Add(value, ((long)attributes.UserId << 32) | attributes.GroupId);
            value = Add(value, attributes.Modified.Seconds);
            value = Add(value, attributes.Modified.Nanoseconds);
            value = Add(value, inode.Length);
            foreach (DirectoryEntry entry in inode.Directory?.Entries ?? [])
                value = Add(Add(value, entry.Name.Span), "/"u8);
            if (inode.Node is SymbolicLinkNode link)
                value = Add(value, link.Target.Span);
        }
        return new(value);
    }

    /// <summary>The generation of an inode: positive, and another one for each (<c>sbin/newfs/mkfs.c: initcg</c>).</summary>
    public int Generation(int inode) => Fold(Add(_value, inode)) | 1;

    private static int Fold(ulong value) => (int)((value ^ (value >> 32)) & int.MaxValue);

    private static ulong Add(ulong value, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Add(value, bytes);
    }

    private static ulong Add(ulong value, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            value = (value ^ b) * Prime;
        return value;
    }
}
