using System.Buffers.Binary;

namespace Smol.Storage.Ffs.OnDisk;

/// <summary>
/// Walks over the fields of an on-disk structure, in the order in which the header declares them, and moves each one from the
/// disk's bytes into the field or the other way. So one list of fields both reads and writes a structure, in either byte order.
/// </summary>
internal ref struct FieldCursor
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly Span<byte> _target;
    private readonly bool _isWriting;
    private readonly bool _isBigEndian;
    private int _position;

    /// <summary>A cursor that fills the fields from <paramref name="source"/>.</summary>
    public FieldCursor(ReadOnlySpan<byte> source, ByteOrder order)
    {
        _source = source;
        _isBigEndian = order == ByteOrder.BigEndian;
    }

    /// <summary>A cursor that puts the fields into <paramref name="target"/>, which is all zeros.</summary>
    public FieldCursor(Span<byte> target, ByteOrder order)
    {
        _target = target;
        _isWriting = true;
        _isBigEndian = order == ByteOrder.BigEndian;
    }

    /// <summary>Leaves out bytes that mean nothing on the disk: spares, and what only a running kernel uses. They are written as zeros.</summary>
    public void Skip(int bytes) => _position += bytes;

    /// <summary><c>uint8_t</c></summary>
    public void UInt8(ref byte field)
    {
        if (_isWriting)
            _target[_position] = field;
        else
            field = _source[_position];
        _position++;
    }

    /// <summary><c>int16_t</c></summary>
    public void Int16(ref short field)
    {
        if (!_isWriting)
            field = _isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(_source[_position..]) : BinaryPrimitives.ReadInt16LittleEndian(_source[_position..]);
        else if (_isBigEndian)
            BinaryPrimitives.WriteInt16BigEndian(_target[_position..], field);
        else
            BinaryPrimitives.WriteInt16LittleEndian(_target[_position..], field);
        _position += sizeof(short);
    }

    /// <summary><c>int32_t</c></summary>
    public void Int32(ref int field)
    {
        if (!_isWriting)
            field = _isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(_source[_position..]) : BinaryPrimitives.ReadInt32LittleEndian(_source[_position..]);
        else if (_isBigEndian)
            BinaryPrimitives.WriteInt32BigEndian(_target[_position..], field);
        else
            BinaryPrimitives.WriteInt32LittleEndian(_target[_position..], field);
        _position += sizeof(int);
    }

    /// <summary><c>int64_t</c></summary>
    public void Int64(ref long field)
    {
        if (!_isWriting)
            field = _isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(_source[_position..]) : BinaryPrimitives.ReadInt64LittleEndian(_source[_position..]);
        else if (_isBigEndian)
            BinaryPrimitives.WriteInt64BigEndian(_target[_position..], field);
        else
            BinaryPrimitives.WriteInt64LittleEndian(_target[_position..], field);
        _position += sizeof(long);
    }

    /// <summary><c>uint16_t</c></summary>
    public void UInt16(ref ushort field)
    {
        short value = (short)field;
        Int16(ref value);
        field = (ushort)value;
    }

    /// <summary><c>uint32_t</c></summary>
    public void UInt32(ref uint field)
    {
        int value = (int)field;
        Int32(ref value);
        field = (uint)value;
    }

    /// <summary>An <c>int32_t</c> on the disk that is wider in memory.</summary>
    public void Int32(ref long field)
    {
        int value = (int)field;
        Int32(ref value);
        field = value;
    }

    /// <summary>A <c>uint32_t</c> on the disk that is wider in memory.</summary>
    public void UInt32(ref long field)
    {
        int value = (int)field;
        Int32(ref value);
        field = (uint)value;
    }

    /// <summary><c>char []</c></summary>
    public void Bytes(Span<byte> field)
    {
        if (_isWriting)
            field.CopyTo(_target[_position..]);
        else
            _source.Slice(_position, field.Length).CopyTo(field);
        _position += field.Length;
    }
}
