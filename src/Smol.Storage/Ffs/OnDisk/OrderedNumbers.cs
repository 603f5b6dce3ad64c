using static System.Buffers.Binary.BinaryPrimitives;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>Numbers at the start of some bytes, in either order.</summary>
internal static class OrderedNumbers
{
    /// <summary><c>uint16_t</c></summary>
    public static ushort ReadUInt16(this ByteOrder order, ReadOnlySpan<byte> bytes) =>
        order == ByteOrder.BigEndian ? ReadUInt16BigEndian(bytes) : ReadUInt16LittleEndian(bytes);

    /// <summary><c>int32_t</c></summary>
    public static int ReadInt32(this ByteOrder order, ReadOnlySpan<byte> bytes) =>
        order == ByteOrder.BigEndian ? ReadInt32BigEndian(bytes) : ReadInt32LittleEndian(bytes);

    /// <summary><c>int64_t</c></summary>
    public static long ReadInt64(this ByteOrder order, ReadOnlySpan<byte> bytes) =>
        order == ByteOrder.BigEndian ? ReadInt64BigEndian(bytes) : ReadInt64LittleEndian(bytes);

    /// <summary>Puts a <c>uint16_t</c> there.</summary>
    public static void WriteUInt16(this ByteOrder order, Span<byte> bytes, ushort value) =>
        WriteUInt16LittleEndian(bytes, order == ByteOrder.BigEndian ? ReverseEndianness(value) : value);

    /// <summary>Puts an <c>int32_t</c> there.</summary>
    public static void WriteInt32(this ByteOrder order, Span<byte> bytes, int value) =>
        WriteInt32LittleEndian(bytes, order == ByteOrder.BigEndian ? ReverseEndianness(value) : value);

    /// <summary>Puts an <c>int64_t</c> there.</summary>
    public static void WriteInt64(this ByteOrder order, Span<byte> bytes, long value) =>
        WriteInt64LittleEndian(bytes, order == ByteOrder.BigEndian ? ReverseEndianness(value) : value);
}
