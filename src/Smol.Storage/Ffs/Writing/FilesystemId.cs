using System.Buffers.Binary;

namespace Smol.Storage.Ffs.Writing;

/// <summary>
/// The number from which what newfs takes at random follows: the filesystem's id and the inodes' generations. It follows from the
/// identity of what goes in. (64-bit FNV-1a: it tells filesystems apart, and guards nothing.)
/// </summary>
internal readonly struct FilesystemId(ReadOnlySpan<byte> identity)
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ulong _value = Add(Basis, identity);

    /// <summary>What <c>fs_id[1]</c> is: not negative, as newfs has it.</summary>
    public int Value => Fold(_value);

    /// <summary>The generation of an inode: positive, and another one for each.</summary>
    public int Generation(int inode)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, inode);
        return Fold(Add(_value, bytes)) | 1;
    }

    private static int Fold(ulong value) => (int)((value ^ (value >> 32)) & int.MaxValue);

    private static ulong Add(ulong value, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            value = (value ^ b) * Prime;
        return value;
    }
}
