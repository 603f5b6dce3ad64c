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
    private readonly ByteOrder _order;
    private int _position;

    /// <summary>A cursor that fills the fields from <paramref name="source"/>.</summary>
    public FieldCursor(ReadOnlySpan<byte> source, ByteOrder order)
    {
        _source = source;
        _order = order;
    }

    /// <summary>A cursor that puts the fields into <paramref name="target"/>, which is all zeros.</summary>
    public FieldCursor(Span<byte> target, ByteOrder order)
    {
        _target = target;
        _isWriting = true;
        _order = order;
    }

    /// <summary>
    /// Leaves out bytes that mean nothing on the disk: spares, and what only a running kernel uses. They stay zero when the
    /// structure is written.
    /// </summary>
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

    /// <summary><c>uint16_t</c></summary>
    public void UInt16(ref ushort field)
    {
        if (_isWriting)
            _order.WriteUInt16(_target[_position..], field);
        else
            field = _order.ReadUInt16(_source[_position..]);
        _position += sizeof(ushort);
    }

    /// <summary><c>int32_t</c></summary>
    public void Int32(ref int field)
    {
        if (_isWriting)
            _order.WriteInt32(_target[_position..], field);
        else
            field = _order.ReadInt32(_source[_position..]);
        _position += sizeof(int);
    }

    /// <summary><c>int64_t</c></summary>
    public void Int64(ref long field)
    {
        if (_isWriting)
            _order.WriteInt64(_target[_position..], field);
        else
            field = _order.ReadInt64(_source[_position..]);
        _position += sizeof(long);
    }

    /// <summary><c>int16_t</c></summary>
    public void Int16(ref short field)
    {
        ushort value = (ushort)field;
        UInt16(ref value);
        field = (short)value;
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
