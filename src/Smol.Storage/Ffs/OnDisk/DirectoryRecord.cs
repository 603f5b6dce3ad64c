using System.Buffers.Binary;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// One name in a directory: <c>sys/ufs/ufs/dir.h: struct direct</c>. Records fill chunks of <see cref="ChunkSize"/> bytes without
/// crossing from one into the next; the last of a chunk reaches to its end.
/// </summary>
internal readonly ref struct DirectoryRecord
{
    /// <summary>Bytes of a chunk (<c>UFS_DIRBLKSIZ</c>).</summary>
    public const int ChunkSize = 512;

    /// <summary>The longest name, in bytes (<c>FFS_MAXNAMLEN</c>).</summary>
    public const int LongestName = 255;

    /// <summary>Bytes before the name.</summary>
    public const int HeaderSize = 8;

    /// <summary>The type of a name that hides one in a lower layer of a union mount (<c>DT_WHT</c>).</summary>
    public const byte Whiteout = 14;

    private DirectoryRecord(uint inode, int length, byte type, ReadOnlySpan<byte> name)
    {
        Inode = inode;
        Length = length;
        Type = type;
        Name = name;
    }

    /// <summary><c>d_fileno</c>: 0 for room that no name takes.</summary>
    public uint Inode { get; }

    /// <summary><c>d_reclen</c>: bytes to the next record.</summary>
    public int Length { get; }

    /// <summary><c>d_type</c>: the kind of node (<see cref="TypeOf"/>).</summary>
    public byte Type { get; }

    /// <summary><c>d_name</c>, of <c>d_namlen</c> bytes.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Whether the name is <c>.</c> or <c>..</c>.</summary>
    public bool IsDots => Name.SequenceEqual("."u8) || Name.SequenceEqual(".."u8);

    /// <summary>Bytes that a name takes: the header, the name with its NUL, rounded up to 4 (<c>UFS_DIRECTSIZ</c>).</summary>
    public static int SizeFor(int nameLength) => HeaderSize + ((nameLength + 4) & ~3);

    /// <summary>What a record says of the node (<c>IFTODT</c>).</summary>
    public static byte TypeOf(NodeKind kind) => (byte)((int)kind >> 12);

    /// <summary>Puts a record into zeroed bytes.</summary>
    public static void Write(Span<byte> bytes, uint inode, int length, NodeKind kind, ReadOnlySpan<byte> name)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, inode);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], (ushort)length);
        bytes[6] = TypeOf(kind);
        bytes[7] = (byte)name.Length;
        name.CopyTo(bytes[HeaderSize..]);
    }

    /// <summary>Gives a record that has been written another length.</summary>
    public static void SetLength(Span<byte> bytes, int length) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], (ushort)length);

    /// <summary>Says what is wrong with the lengths in a record; null when it, and the next by it, can be read.</summary>
    /// <param name="bytes">The record and all after it, to the end of its chunk.</param>
    /// <param name="order">The byte order.</param>
    public static string? ShapeProblem(ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        if (bytes.Length < HeaderSize)
            return $"{bytes.Length} bytes are left for it";
        int length = order.ReadUInt16(bytes[4..]), nameLength = bytes[7];
        if (length < HeaderSize || length % 4 != 0)
            return $"it has {length} bytes";
        if (length > bytes.Length)
            return $"it has {length} bytes, and {bytes.Length} are left";
        bool isUsed = order.ReadInt32(bytes) != 0;
        return isUsed && SizeFor(nameLength) > length ? $"its name has {nameLength} bytes, and it has {length}" : null;
    }

    /// <summary>The record at the start of these bytes, in whose lengths nothing is wrong.</summary>
    public static DirectoryRecord Read(ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        int length = order.ReadUInt16(bytes[4..]);
        ReadOnlySpan<byte> name = bytes.Slice(HeaderSize, Math.Min((int)bytes[7], length - HeaderSize));
        return new((uint)order.ReadInt32(bytes), length, bytes[6], name);
    }
}
